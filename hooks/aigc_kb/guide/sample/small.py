"""A whole knowledge base in a few screens, without a single finding: the ground that rules' examples stand on.

Its subject is bread, so that nobody takes an example for a statement about the real subject.
"""

from __future__ import annotations

from typing import Final

_TAIL: Final = """\
created: "2026-01-10"
updated: "2026-01-10"
reviewed: "2026-01-10"
review_by: "2099-01-10"
former_ids: []
i18n:
  source: zh
"""

_SITE: Final = """\
title: {zh: 面包难题库, en: Bread Problems}
short_title: {zh: 面包, en: Bread}
description: {zh: 烤面包时会遇到的难题。, en: What goes wrong when you bake.}
url: https://bread.example.org/
repository: https://bread.example.org/source
branch: main
licence: CC-BY-4.0
licence_url: https://creativecommons.org/licenses/by/4.0/
publisher: {zh: 面包师, en: The bakers}
roles:
  - id: baker
    title: {zh: 面包师, en: Baker}
stages:
  - id: bake
    title: {zh: 烘烤, en: Bake}
modalities:
  - id: loaf
    title: {zh: 面包, en: Loaf}
jurisdictions:
  - id: international
    title: {zh: 国际, en: International}
"""

_AREAS: Final = """\
areas:
  - id: storage
    title: {zh: 存放, en: Storage}
    summary: {zh: 出炉以后的事。, en: What happens after the oven.}
"""

_TERMS: Final = """\
terms:
  - id: shelf-life
    zh: 保质期
    en: shelf life
    aliases: {zh: [], en: []}
    forbidden: {zh: [保鲜年限], en: [keeping time]}
    definition: {zh: 食品可以放心吃的时间。, en: How long food stays fit to eat.}
"""

_PLANNER: Final = """\
questions:
  - id: kind
    title: {zh: 烤什么, en: What do you bake}
    multiple: false
    options:
      - id: white
        title: {zh: 白面包, en: White bread}
      - id: rye
        title: {zh: 黑麦面包, en: Rye bread}
  - id: region
    title: {zh: 卖到哪里, en: Where is it sold}
    multiple: true
    options:
      - id: home
        title: {zh: 本地, en: At home}
      - id: abroad
        title: {zh: 外地, en: Abroad}
rules:
  - id: white-goes-stale
    when:
      - question: kind
        answers: [white]
    raises:
      - problem: stale-bread
        points: 2
    why: {zh: 白面包老化最快。, en: White bread goes stale first.}
frameworks:
  - region: home
    ids: [bakers-2024]
  - region: abroad
    ids: [bakers-2024]
"""

_PROBLEM: Final = """\
id: stale-bread
status: draft
area: storage
also_in: []
title: {zh: 面包变硬, en: Stale bread}
aliases: {zh: [老化], en: [hard crust]}
summary: {zh: 面包放一夜就变硬。, en: Bread turns hard overnight.}
symptoms:
  - {zh: 早上切不动。, en: It resists the knife in the morning.}
affects:
  roles: [baker]
  stages: [bake]
  modalities: [loaf]
causes:
  zh: 淀粉重新结晶[@doe-2024-bread]。
  en: Starch crystallises again [@doe-2024-bread].
impact:
  zh: 卖不掉的面包要扔。
  en: What cannot be sold is thrown away.
severity:
  level: 2
  basis: {zh: 只是浪费。, en: It is waste and no more.}
measure: []
facts:
  - claim: {zh: 一天后硬度翻倍。, en: Hardness doubles within a day.}
    references: [doe-2024-bread]
    as_of: "2024"
leads_to:
  - problem: wasted-flour
    how: {zh: 变硬的面包被扔掉。, en: Hard bread is thrown away.}
related: []
mappings:
  - framework: bakers-2024
    item: B1
    title: Staling
    relation: exact
    note: {zh: 说的是同一件事。, en: Both mean the same.}
    by: editors
    date: "2026-01-10"
no_match: []
questions: []
origin: []
"""

_SECOND: Final = """\
id: wasted-flour
status: draft
area: storage
also_in: []
title: {zh: 浪费面粉, en: Wasted flour}
aliases: {zh: [], en: []}
summary: {zh: 面粉白白用掉。, en: Flour is used for nothing.}
symptoms:
  - {zh: 垃圾桶里全是面包。, en: The bin is full of loaves.}
affects:
  roles: [baker]
  stages: [bake]
  modalities: [loaf]
causes: {zh: 烤得太多。, en: Too much is baked.}
impact: {zh: 成本上升。, en: Costs rise.}
severity:
  level: 1
  basis: {zh: 面粉便宜。, en: Flour is cheap.}
measure: []
facts: []
leads_to: []
related: []
mappings: []
no_match:
  - framework: bakers-2024
    reason: {zh: 该框架不谈浪费。, en: The framework is silent on waste.}
questions: []
origin: []
"""

_MITIGATION: Final = """\
id: small-batches
status: draft
kind: process
title: {zh: 少量多次, en: Small batches}
aliases: {zh: [], en: []}
summary: {zh: 每次只烤当天卖得掉的量，不必靠保质期。, en: Bake what sells the same day and rely on no shelf life.}
how_it_works: {zh: 面包还新鲜就卖完了。, en: Bread is sold while it is fresh.}
steps:
  - {zh: 记下每小时的销量。, en: Note the sales of each hour.}
use_when: {zh: 店里有烤箱。, en: There is an oven in the shop.}
avoid_when: {zh: 面包要运到远处。, en: The bread travels far.}
maturity: established
cost:
  level: low
  drivers: {zh: 多出的工时。, en: Extra hours of work.}
  as_of: "2026"
effort:
  level: low
  who: [baker]
time_to_effect: {zh: 当天。, en: The same day.}
addresses:
  - problem: stale-bread
    effect: prevents
    how: {zh: 没有隔夜的面包。, en: No bread is kept overnight.}
    practice:
      text: {zh: 面包店普遍这样做。, en: Bakeries commonly do so.}
    searched:
      - on: "2026-01-10"
        where: {zh: 烘焙期刊, en: baking journals}
        terms: [small batches staling]
    limits: {zh: 傍晚可能缺货。, en: The shelf may be empty in the evening.}
worsens: []
requires: []
alternatives: []
tools: []
facts: []
mappings: []
no_match: []
"""

_OTHER: Final = """\
id: sourdough
status: draft
kind: technical
title: {zh: 酸面团, en: Sourdough}
aliases: {zh: [], en: []}
summary: {zh: 用天然酵种发面。, en: Leaven dough with a natural starter.}
how_it_works: {zh: 酸度让老化变慢。, en: Acid slows staling down.}
steps:
  - {zh: 每天喂酵种。, en: Feed the starter every day.}
use_when: {zh: 有时间。, en: There is time.}
avoid_when: {zh: 顾客不爱酸味。, en: Customers dislike a sour taste.}
maturity: established
cost:
  level: low
  drivers: {zh: 时间。, en: Time.}
  as_of: "2026"
effort:
  level: medium
  who: [baker]
time_to_effect: {zh: 一周。, en: A week.}
addresses:
  - problem: stale-bread
    effect: reduces
    how: {zh: 面包软得更久。, en: Bread stays soft for longer.}
    judgement: {zh: 值得一试。, en: Worth a try.}
    searched:
      - on: "2026-01-10"
        where: {zh: 烘焙期刊, en: baking journals}
        terms: [sourdough staling]
    limits: {zh: 最后还是会变硬。, en: It goes hard in the end.}
worsens: []
requires: []
alternatives: [small-batches]
tools: []
facts: []
mappings: []
no_match: []
"""

_REFERENCE: Final = """\
id: doe-2024-bread
type: article-journal
title: On bread
author:
  - family: Doe
    given: Jane
issued: "2024"
DOI: 10.1234/bread
language: en
x-authors: as-seen
x-verified: title page of the journal's site
"""

_FRAMEWORK: Final = """\
id: bakers-2024
title: {zh: 面包师框架, en: Bakers' framework}
official_languages: [en]
publisher: {zh: 面包师协会, en: Guild of bakers}
edition: "2024"
date: "2024"
jurisdiction: international
language: en
status: {zh: 自愿, en: Voluntary}
url: https://bread.example.org/framework
read_on: "2026-01-10"
verified: the guild's own page
lists:
  - id: troubles
    title: {zh: 毛病, en: Troubles}
    complete: true
items:
  - id: B1
    list: troubles
    title: {zh: 老化, en: Staling}
    official_languages: [en]
  - id: B2
    list: troubles
    title: {zh: 塌陷, en: Collapse}
    official_languages: [en]
"""

_STUDY: Final = """\
id: doe-2024-staling
references: [doe-2024-bread]
design: randomised
independence: independent
setting: {zh: 一家面包店把四十个面包随机分成两组，隔天测硬度。, en: A bakery put forty loaves into two groups at random and measured their hardness a day later.}
limits: {zh: 只试了一种面粉。, en: Only one kind of flour was tried.}
findings:
  - id: hardness
    mitigation: sourdough
    problem: stale-bread
    measures: quality
    outcome: {zh: 隔天的硬度, en: Hardness a day later}
    direction: better
    direct: true
    text: {zh: 老化更慢。, en: Staling was slower.}
    read: primary
    where: abstract
"""

_IDS: Final = """\
frameworks/bakers-2024
mitigations/small-batches
mitigations/sourdough
problems/stale-bread
problems/wasted-flour
studies/doe-2024-staling
"""

SAMPLE: Final = {
    "site.yaml": _SITE,
    "areas.yaml": _AREAS,
    "terms.yaml": _TERMS,
    "planner.yaml": _PLANNER,
    "problems/stale-bread.yaml": _PROBLEM + _TAIL,
    "problems/wasted-flour.yaml": _SECOND + _TAIL,
    "mitigations/small-batches.yaml": _MITIGATION + _TAIL,
    "mitigations/sourdough.yaml": _OTHER + _TAIL,
    "studies/doe-2024-staling.yaml": _STUDY,
    "references/doe-2024-bread.yaml": _REFERENCE,
    "frameworks/bakers-2024.yaml": _FRAMEWORK,
    "ids.lock": _IDS,
}
"""File below the data directory -> text."""
