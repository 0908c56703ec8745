"""The words that make a phrase a vision: what a place becomes, and what is done to that end."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["hub", "base", "centre", "cluster"]

# What a place may become; the last one in a phrase is its head.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("hub", r"허브|거점\s?단지|[Hh]ub|HUB"),
    ("base", r"거점|(?:전진|공급|생산|수출|물류|연구|교두)?기지(?!국)|교두보"),
    (
        "centre",
        r"중심지역?|중심\s?(?:도시|국가)|중심축|중추도시|메카(?!트로)|(?<=의\s)중심(?=[’'\"”]?(?:[으이을]|$))|요람|심장부?(?![가-힣]*병)|본산|본고장|구심점"
        r"|수도(?!권|요금|관|사업|꼭지|시설|계량|원|꾸)",
    ),
    ("cluster", r"클러스터|벨트"),
)
# Names for the goal that carry no role.
_OTHER_GOALS = (
    r"밸리|도시|특별시|시티|자유지대|도시권|(?<=의\s)(?:땅|장)|(?<![가-힣])섬|전당|보금자리|실험장|시험장|시험무대|테스트베드|플랫폼|견인차|발전소|엔진|터전|낙원|마을|일터|선도지역|선도지구|특구|창조지역|관문|보고|산실|선진지|일번지|1번지|단지|지구|산업|공간|지역"
    r"|지대|집적지|광역권|경제권|생활권|강국|강소국|대국"
)
_ROLE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _ROLES))
GOAL = re.compile("|".join(words for _, words in _ROLES) + "|" + _OTHER_GOALS)

# Nouns of making and becoming, as a line of an outline ends in them.
GROWTH = (
    r"육성|구축|조성|특화|도약|발돋움|자리매김|부상|발전|성장|전환|변모|건설|실현|구현|집적화?|고도화|중심"
    r"|선점|선도|창출|활성화|재편|개발|허브화|클러스터화|거점화|메카화|산업화"
)
GROWTH_END = re.compile(
    rf"(?:{GROWTH})(?:한다|하겠다|해 나간다|할 계획|할 예정|될 전망|될 예정|된다|됩니다|합니다|하겠습니다|을 추진|하기로)?[.\s]*$"  # noqa: E501
)

# `로 육성`, `로서 자리매김`, `로 만들`: the verb that turns a place into the goal.
BECOMING = re.compile(
    r"(?P<goal>로서|로써|로의|으로|로|이|가|을|를|(?=\s?(?:조성|구축|육성|건설|도약|변신)(?:을|에)\s(?:추진|본격|목표|서두|꾀|나서|나선|박차|주력|초점|힘|매진|돌입)))\s?(?:더욱|새롭게|확실히|적극|중점|집중|본격|힘차게|완전히|다시|각각|함께|나란히|크게|새로|확대|점차|단계적으로)?\s?"
    r"(?P<verb>육성|조성|구축|추진(?!단)|키우|키워|키운|키울|만들|만든|만드|발전|도약|발돋움|자리매김|자리\s?잡|거듭나|거듭난|거듭날"
    r"|성장|부상|탈바꿈|전환|변모|변신|개발|건설|재편|특화|우뚝|떠오르|떠오를|재탄생|재도약|재창조|집중"
    r"|바꾸|바꿔|바꾼|바꿀|바뀌|바뀐|바뀔|가꾸|가꿔|가꾼|가꿀|일구|일군|일굴|기르|길러|기른|기를|끌어올리|올라서|올라선"
    r"|올라설|변하|변한|변할|뻗어|나아가|나아간|꾸미|꾸민|꾸밀|세우|세운|세울|태어나|태어난|태어날|띄우|자라|다듬"
    r"|완성|재창조|커\s?(?:간|가|나)|커간|옷을 갈아입|설정|나아갈)"
)
GROWING = re.compile(
    r"(?P<what>을|를|이|가)?\s?(?:집중|중점|전략적으로|적극|체계적으로|본격|우선|함께|동시에|선도산업으로"
    r"|특화산업으로|전략산업으로|주력으로|대표산업으로)?\s?"
    r"(?P<verb>육성|특화(?!\s?(?:산업|단지|산단|분야|지구|도시|품목|사업|거점|클러스터|전략|발전))|집적화|클러스터화|허브화|거점화|키우|키운|키울|키워|가꾸|가꾼|가꿀|가꿔|일으키|일으킨|일으킬|주축을\s이루도록)"
)

# Behind a verb's stem: the thing has been done.
PAST_AFTER = re.compile(
    r"^(?:돼|되어|해|하여|시켜)?\s?(?:왔|온\s|냈|낸\s)"
    r"|^(?:됐|했|되었|하였|시켰|났|섰|잡았|매김했|한 바|된 바|한\s|된\s|했던|됐던)"
)

# Clusters and estates as parts of the programme, not goals.
NOT_GOALS = re.compile(
    r"미니\s?클러스터|클러스터\s?(?:사업|의\s?날|학회|추진단|협의체|회원|지원|데이|정책)|(?:거점|연계|산업|농공|국가|일반)\s?단지를"
    r"|거점\s?[·ㆍ]?\s?연계"
)
QUOTED = re.compile(
    r"[‘'\"“「『<〈《]\s*(?P<inner>[^‘’'\"“”「」『』<>〈〉《》\n]{6,80}?)\s*[’'\"”」』>〉》]"
)

BULLETS = "△▲▷▶◇◆◦○●■□▪•∙*✔❍󰊱󰊲󰊳󰊴󰊵󰊶󰊷󰊸󰊹➊➋➌➍➎➏➐➑➒①②③④⑤⑥⑦⑧⑨⑩⑪⑫"


def role_of(phrase: str) -> Role | None:
    """The role that the last role word of ``phrase`` names."""
    role: Role | None = None
    for match in _ROLE.finditer(phrase):
        role = match.lastgroup  # type: ignore[assignment]
    return role
