"""Sixty products, judged from the texts of the law by somebody who saw no trigger: what the triggers say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from aigc_kb import KnowledgeBase
from aigc_kb.base.duties import Duty, duties

PROFILES: Final = yaml.safe_load((Path(__file__).parent / "duty_profiles.yaml").read_text(encoding="utf-8"))
CALIFORNIA, COLORADO, ILLINOIS = "us-california-ai", "us-colorado-ai", "us-illinois-ai"
NEW_YORK, UTAH, WASHINGTON = "us-new-york-ai", "us-utah-ai", "us-washington-ai"
RENAMED: Final[Mapping[str, str | tuple[str, ...]]] = {
    **{f"eu-ai-act/Art. {n}": "eu-ai-act/Arts. 9–15" for n in range(9, 16)},
    "us-ca-ab1609/§ 22626": f"{CALIFORNIA}/AB 1609 § 22626",
    "us-ca-ab2013/§ 3111": f"{CALIFORNIA}/AB 2013 § 3111",
    "us-ca-ab3030/§ 1339.75": f"{CALIFORNIA}/AB 3030 § 1339.75",
    "us-ca-ab489/§ 4999.9": f"{CALIFORNIA}/AB 489 § 4999.9",
    "us-ca-ccpa-admt/regs": (f"{CALIFORNIA}/CCPA regulations §§ 7220–7222", f"{CALIFORNIA}/CCPA regulations § 7150"),
    "us-ca-feha-ads/regs": (f"{CALIFORNIA}/FEHA regulations § 11009(f)", f"{CALIFORNIA}/FEHA regulations § 11013(c)"),
    "us-ca-sb1001/§ 17941": f"{CALIFORNIA}/SB 1001 § 17941",
    "us-ca-sb1050/§ 17610": f"{CALIFORNIA}/SB 1050 § 17610",
    "us-ca-sb1119/§ 21811": f"{CALIFORNIA}/SB 1119 § 21811",
    "us-ca-sb243/§ 22602(a)": f"{CALIFORNIA}/SB 243 § 22602(a)",
    "us-ca-sb243/§ 22602(b)": f"{CALIFORNIA}/SB 243 § 22602(b)",
    "us-ca-sb243/§ 22602(c)": f"{CALIFORNIA}/SB 243 § 22602(c)",
    "us-ca-sb243/§ 22603": (f"{CALIFORNIA}/SB 243 § 22603", f"{CALIFORNIA}/SB 243 § 22603(a)"),
    "us-ca-sb243/§ 22604": f"{CALIFORNIA}/SB 243 § 22604",
    "us-ca-sb53/§ 22757.12": f"{CALIFORNIA}/SB 53 § 22757.12",
    "us-ca-sb53/§ 22757.13": f"{CALIFORNIA}/SB 53 § 22757.13",
    "us-ca-sb942/§ 22757.2": f"{CALIFORNIA}/SB 942 § 22757.2",
    "us-ca-sb942/§ 22757.3(a)": f"{CALIFORNIA}/SB 942 § 22757.3(a)",
    "us-ca-sb942/§ 22757.3(b)": f"{CALIFORNIA}/SB 942 § 22757.3(b)",
    "us-ca-sb942/§ 22757.3.1": f"{CALIFORNIA}/SB 942 § 22757.3.1",
    "us-co-hb26-1263/§ 6-1-1708": tuple(f"{COLORADO}/HB 26-1263 § 6-1-1708({n})" for n in range(2, 7)),
    "us-co-sb26-189/§ 6-1-1704": f"{COLORADO}/SB 26-189 § 6-1-1704",
    "us-coppa/16 CFR 312": "us-federal-ai/COPPA 16 CFR 312",
    "us-ftc-act/§ 5": "us-federal-ai/FTC Act § 5",
    "us-il-430-185/all": tuple(f"{ILLINOIS}/430 ILCS 185/{x}" for x in ("10", "10(a), (d)", "15", "18")),
    "us-il-ihra/2-102(L)": f"{ILLINOIS}/775 ILCS 5/2-102(L)",
    "us-il-wopr/§ 20(a)": f"{ILLINOIS}/225 ILCS 155/20(a)",
    "us-ny-396b/synthetic performer": f"{NEW_YORK}/GBL § 396-b",
    "us-ny-gbl47/§ 1701": f"{NEW_YORK}/GBL § 1701",
    "us-ny-gbl47/§ 1702": f"{NEW_YORK}/GBL § 1702",
    "us-ny-raise/art. 44-B": tuple(f"{NEW_YORK}/GBL § {x}" for x in ("1421", "1422(3)", "1428")),
    "us-nyc-ll144/§ 20-871": f"{NEW_YORK}/NYC § 20-871",
    "us-take-it-down/§ 2": "us-federal-ai/TAKE IT DOWN § 2",
    "us-take-it-down/§ 3": "us-federal-ai/TAKE IT DOWN § 3",
    "us-tx-traiga/§ 552.051(b)": ("us-texas-ai/§ 552.051(b)", "us-texas-ai/§ 552.051(f)"),
    "us-tx-traiga/§§ 552.052, .055–.057": "us-texas-ai/§§ 552.052, .055–.057",
    "us-ut-13-72a/§§ 201–203": f"{UTAH}/§§ 13-72a-201–203",
    "us-ut-13-72c/§ 203": f"{UTAH}/§ 13-72c-203",
    "us-ut-13-77/§ 13-77-103(1)": f"{UTAH}/§ 13-77-103(1)",
    "us-ut-13-77/§ 13-77-103(2)": f"{UTAH}/§ 13-77-103(2)",
    "us-wa-hb1170/s. 2": f"{WASHINGTON}/HB 1170 s. 2",
    "us-wa-hb2225/all": tuple(f"{WASHINGTON}/HB 2225 s. {n}" for n in range(3, 6)),
}
"""Where the data call an item of the profiles otherwise, or tell one as several."""

NO_DUTY: Final = {"us-ca-ab316/§ 1714.46": "limits a defence in court and asks nothing of a product"}
"""What the profiles name and the data, with a reason, hold for no duty."""

GRACE: Final = {"eu-ai-act/Art. 111(3)": "Art. 111(3)", "eu-ai-act/Art. 111(4)": "Art. 111(4)"}
"""Provisions that set no duty but move the first day of others, which profiles say they must not."""

FITS: Final = {"must": {"applies"}, "if": {"open", "applies"}, "must_not": {"open", "not"}}
"""What an item may be, as each list of a profile wants it."""


@dataclass(frozen=True)
class Case:
    """One item of one profile: what is wanted of it, and what its triggers say."""

    profile: str
    wanted: str
    key: str
    state: str

    @property
    def fits(self) -> bool:
        return self.state in FITS[self.wanted]


def triggered(kb: KnowledgeBase) -> set[str]:
    """The items that a product can trigger."""
    return {f"{f.id}/{item.id}" for f in kb.frameworks.values() for item in f.items if item.is_duty and item.trigger}


def meant(key: str, known: set[str]) -> list[str]:
    """The items of the data that an item of the profiles stands for; none where the data do not have it yet."""
    to = RENAMED.get(key, key)
    names = (to,) if isinstance(to, str) else to
    return [name for old in names for name in {old, PROFILES["same_item"].get(old, old)} if name in known]


def judged(profile: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(what is wanted, item) of all that a profile judges and that may be a duty."""
    for wanted in FITS:
        for key in profile[wanted]:
            if key not in NO_DUTY and key not in GRACE:
                yield wanted, key


def cases(kb: KnowledgeBase, profile: Mapping[str, Any]) -> Iterator[Case]:
    """What can be compared of a profile. Of an item that the data tell in parts, the part counts that applies most."""
    known = triggered(kb)
    found = {f"{duty.framework.id}/{duty.item.id}": duty.state for duty in stand(kb, profile)}
    for wanted, key in judged(profile):
        states = {found[name] for name in meant(key, known) if name in found}
        if states:
            yield Case(profile["id"], wanted, key, min(states, key=("applies", "open", "not").index))


def stand(kb: KnowledgeBase, profile: Mapping[str, Any]) -> list[Duty]:
    return duties(kb, profile["answers"], profile["day"])


by_profile = pytest.mark.parametrize("profile", PROFILES["profiles"], ids=lambda profile: profile["id"])


@by_profile
def test_the_triggers_say_what_the_texts_say(kb: KnowledgeBase, profile: Mapping[str, Any]) -> None:
    wrong = [f"{case.key}: {case.wanted}, but {case.state}" for case in cases(kb, profile) if not case.fits]
    assert wrong == [], profile["why"]


@by_profile
def test_nobody_gets_grace_that_is_not_due(kb: KnowledgeBase, profile: Mapping[str, Any]) -> None:
    barred = {GRACE[key] for key in profile["must_not"] if key in GRACE}
    for duty in stand(kb, profile):
        moved = {x.by for x in duty.item.transition if x.applies_from == duty.start != duty.item.applies_from}
        assert duty.state != "applies" or not moved & barred, duty.item.id


@by_profile
def test_what_a_profile_answers_is_offered(kb: KnowledgeBase, profile: Mapping[str, Any]) -> None:
    assert kb.planner is not None
    offered = {question.id: {option.id for option in question.options} for question in kb.planner.questions}
    for question, given in profile["answers"].items():
        assert set(given) <= offered[question], question


def test_every_item_of_a_law_whose_triggers_are_written_is_compared(kb: KnowledgeBase) -> None:
    """A profile whose items the data call otherwise would be silent; `RENAMED` says where. Laws without any trigger yet
    are named in what is printed."""
    known = triggered(kb)
    written = {name.partition("/")[0] for name in known}
    keys = {key for profile in PROFILES["profiles"] for _, key in judged(profile)}
    silent = {key for key in keys if not meant(key, known)}
    waiting = {key.partition("/")[0] for key in silent} - written
    counts = Counter((case.wanted, case.state) for profile in PROFILES["profiles"] for case in cases(kb, profile))
    print(f"{sum(counts.values())} compared: {dict(sorted(counts.items()))}")
    print(f"laws without triggers yet, not compared: {', '.join(sorted(waiting)) or 'none'}")
    assert sorted(key for key in silent if key.partition("/")[0] not in waiting) == []
    assert not {key for key in silent if key.startswith(("eu-", "us-"))}


def test_the_renamed_items_are_the_data_s(kb: KnowledgeBase) -> None:
    known = triggered(kb)
    for key in RENAMED:
        to = RENAMED[key]
        for name in (to,) if isinstance(to, str) else to:
            assert name in known, key
