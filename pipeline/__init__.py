"""yeonpyo (연표, a chronological table): policy history out of Korean documents."""
