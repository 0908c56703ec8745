"""The static page of ``yeonpyo export DIR --format html``."""

from pipeline.export.page.render import export_html, page

__all__ = ["export_html", "page"]
