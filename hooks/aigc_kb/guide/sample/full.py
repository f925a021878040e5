"""The sample knowledge base with every field filled in: where the field guide takes its examples from.

Like a rule's example it is laid over the sample; the tests check that it is free of faults and leaves no field out.
"""

from __future__ import annotations

from typing import Final

EVERY_FIELD: Final = """\
# site.yaml
archive: bread
documents:
  - id: recipes
    title: {zh: 配方, en: Recipes}
navigation:
  - pages: [home, problems, mitigations]
  - title: {zh: 其他, en: More}
    pages: [terms, references, recipes]
origins:
  - id: S01
    text: {zh: 面包总是不够新鲜。, en: Bread is never fresh enough.}
jurisdictions:
  - id: international
    title: {zh: 国际, en: International}
  - id: valley
    title: {zh: 山谷, en: The valley}
thresholds:
  totals:
    problems: 3
    mitigations: 3
    cases: 1
    paths: 1
    terms: 1
    references: 1
    studies: 1
    findings: 2
    studied_problems: 1
    founding_areas: 1
    founding_area_problems: 2
    origins: 1
    origin_problems: 1
    median_characters: 20
    median_words: 20
    cited:
      - language: en
        least: 1
    studied:
      - area: storage
        percent: 50
    readers: [baker]
  problem:
    symptoms: 4
    measure: 1
    facts: 1
    questions: 1
    references: 1
    primary_references: 1
    mappings: 1
    mitigations: 2
    relations: 1
    characters: 200
    words: 150
    both_sides_of: international
  mitigation:
    steps: 3
    worsens: 1
    limits: 6
    drivers: 6
    characters: 100
    words: 80
  framework:
    judged: [guild-2020]
    others: false
    reason_characters: 10
    reason_letters: 30
# areas.yaml
areas:
  - id: storage
    title: {zh: 存放, en: Storage}
    summary: {zh: 出炉以后的事。, en: What happens after the oven.}
    founding: true
  - id: dough
    title: {zh: 和面, en: Dough}
    summary: {zh: 进炉以前的事。, en: What happens before the oven.}
# terms.yaml
terms:
  - id: shelf-life
    zh: 保质期
    en: shelf life
    aliases: {zh: [食用期限], en: [keeping quality]}
    forbidden: {zh: [保鲜年限], en: [keeping time]}
    definition: {zh: 食品可以放心吃的时间。, en: How long food stays fit to eat.}
    entry: stale-bread
# planner.yaml
exclusions:
  - when:
      - question: kind
        answers: [rye]
    problems: [wasted-flour]
    why: {zh: 黑麦面包放得久，很少浪费。, en: Rye bread keeps and is seldom wasted.}
# versions.yaml
versions:
  - version: 2024.3.1
    date: "2024-03-09"
    since: 2024.3.0
    note: {zh: 存放一章重写了。, en: The chapter on storage is new.}
    studies: {added: 2, removed: 0, changed: 1}
    references: {added: 1, removed: 0, changed: 0}
    terms: {added: 0, removed: 0, changed: 1}
    changes:
      - kind: renamed
        folder: problems
        id: stale-bread
        former: hard-bread
        title: {zh: 面包变硬, en: Stale bread}
        fields: [facts]
# problems/stale-bread.yaml
also_in: [dough]
measure:
  - name: {zh: 按压硬度, en: Firmness under a weight}
    how: {zh: 每天早上用同样的重物压三个面包，记下凹陷。, en: Every morning press three loaves with the same weight and note the dent.}
    reference: doe-2024-bread
facts:
  - claim: {zh: 一天后硬度翻倍。, en: Hardness doubles within a day.}
    references: [doe-2024-bread]
    as_of: "2024"
    valid_until: "2098"
    checked: table 2, p. 14
leads_to:
  - problem: wasted-flour
    how: {zh: 变硬的面包被扔掉。, en: Hard bread is thrown away.}
related: [under-proofing]
questions:
  - question: {zh: 为什么烤一下又软了？, en: Why does toasting make it soft again?}
    answer: {zh: 加热让淀粉晶体重新融开。, en: Heat melts the starch crystals.}
no_match:
  - framework: guild-2020
    reason: {zh: 旧版不谈存放。, en: The old edition is silent on storage.}
origin: [S01]
changes:
  - date: "2026-01-10"
    what: {zh: 补上度量方法。, en: How to measure it was added.}
former_ids: [old-bread]
# problems/under-proofing.yaml (like wasted-flour)
area: dough
title: {zh: 发酵不足, en: Under-proofing}
aliases: {zh: [没发起来], en: [tight crumb]}
status: draft
no_match:
  - framework: bakers-2024
    reason: {zh: 该框架不谈发酵。, en: The framework is silent on proofing.}
  - framework: guild-2020
    reason: {zh: 旧版也不谈发酵。, en: So is the old edition.}
# problems/wasted-flour.yaml
no_match:
  - framework: bakers-2024
    reason: {zh: 该框架不谈浪费。, en: The framework is silent on waste.}
  - framework: guild-2020
    reason: {zh: 旧版也不谈浪费。, en: So is the old edition.}
# mitigations/small-batches.yaml
aliases: {zh: [现烤现卖], en: [bake to order]}
addresses:
  - problem: stale-bread
    effect: prevents
    how: {zh: 没有隔夜的面包。, en: No bread is kept overnight.}
    practice:
      text: {zh: 面包店普遍这样做。, en: Bakeries commonly do so.}
      references: [doe-2024-bread]
    judgement: {zh: 小店最合算。, en: It pays most in a small shop.}
    searched:
      - on: "2026-01-10"
        where: {zh: 烘焙期刊, en: baking journals}
        terms: [small batches staling]
    limits: {zh: 傍晚可能缺货。, en: The shelf may be empty in the evening.}
worsens:
  - problem: under-proofing
    how: {zh: 赶工时容易缩短发酵。, en: In a hurry proofing is cut short.}
    searched:
      - on: "2026-01-10"
        where: {zh: 烘焙期刊, en: baking journals}
        terms: [small batches staling]
tools:
  - name: Sales diary
    url: https://bread.example.org/diary
    licence: MIT
    note: {zh: 记录每小时销量；不会预测。, en: Notes the sales of each hour; it does not forecast.}
facts:
  - claim: {zh: 隔夜面包的硬度是当天的两倍。, en: Overnight bread is twice as hard as fresh bread.}
    references: [doe-2024-bread]
    as_of: "2024"
    valid_until: "2098"
    checked: table 2, p. 14
mappings:
  - framework: bakers-2024
    item: B1
    title: Staling
    relation: related
    note: {zh: 对策针对这一条。, en: The measure is about this item.}
    by: editors
    date: "2026-01-10"
no_match:
  - framework: guild-2020
    reason: {zh: 旧版只列毛病，不谈做法。, en: The old edition lists troubles and no practice.}
changes:
  - date: "2026-01-10"
    what: {zh: 补上局限。, en: Limits were added.}
former_ids: [few-loaves]
# mitigations/sourdough.yaml
requires: [starter-care]
alternatives: [small-batches]
# mitigations/starter-care.yaml (like small-batches)
title: {zh: 养酵种, en: Caring for the starter}
aliases: {zh: [], en: []}
former_ids: []
# cases/empty-shelf.yaml
id: empty-shelf
status: draft
title: {zh: 下午三点的空货架, en: An empty shelf at three}
aliases: {zh: [断货的下午], en: [the day we sold out]}
summary: {zh: 一家店改为少量多次，第一周下午就卖空。, en: A shop went over to small batches and sold out in the afternoon of the first week.}
when: "2024-05"
who: {zh: 一家街角面包店, en: A corner bakery}
where: {zh: 某市, en: A town}
what_happened: {zh: 店里按上周的销量烤，没算上节日。, en: The shop baked for last week's sales and forgot the holiday.}
facts:
  - claim: {zh: 隔夜面包的硬度是当天的两倍。, en: Overnight bread is twice as hard as fresh bread.}
    references: [doe-2024-bread]
    as_of: "2024"
    valid_until: "2098"
    checked: table 2, p. 14
outcome: {zh: 第二周按日历调整了烤量。, en: In the second week it baked by the calendar.}
lessons:
  - {zh: 先看日历，再看销量。, en: Look at the calendar before the sales.}
problems:
  - problem: stale-bread
    how: {zh: 为了不剩隔夜面包才改。, en: The change was made to keep no bread overnight.}
mitigations:
  - mitigation: small-batches
    result: {zh: 不再有隔夜面包，但会缺货。, en: No bread was kept overnight but some went short.}
references: [doe-2024-bread]
created: "2026-01-10"
updated: "2026-01-10"
reviewed: "2026-01-10"
review_by: "2099-01-10"
former_ids: [sold-out]
changes:
  - date: "2026-01-10"
    what: {zh: 补上结局。, en: The outcome was added.}
i18n:
  source: zh
# paths/first-week.yaml
id: first-week
status: draft
title: {zh: 开店第一周, en: The first week of a bakery}
aliases: {zh: [新手路线], en: [for beginners]}
summary: {zh: 先认识变硬，再学会少烤。, en: First meet staling and then learn to bake less.}
roles: [baker]
goal: {zh: 一周内不再扔面包。, en: Throw no bread away after a week.}
before: {zh: 会用烤箱。, en: How to use an oven.}
time: {zh: 二十分钟。, en: Twenty minutes.}
stops:
  - entry: stale-bread
    why: {zh: 先弄清面包为什么变硬。, en: Begin with why bread goes hard.}
exercises:
  - title: {zh: 定批量, en: The size of a batch}
    task: {zh: 记三天销量，算出每批该烤多少。, en: Note three days of sales and work out the size of a batch.}
    done_when: {zh: 第四天没有剩面包。, en: On the fourth day no bread is left.}
questions:
  - question: {zh: 为什么烤一下又软了？, en: Why does toasting make it soft again?}
    answer: {zh: 加热让淀粉晶体重新融开。, en: Heat melts the starch crystals.}
resources:
  - reference: doe-2024-bread
    why: {zh: 讲清了老化。, en: It explains staling.}
created: "2026-01-10"
updated: "2026-01-10"
reviewed: "2026-01-10"
review_by: "2099-01-10"
former_ids: [week-one]
changes:
  - date: "2026-01-10"
    what: {zh: 补上练习。, en: An exercise was added.}
i18n:
  source: zh
# studies/doe-2024-staling.yaml
id: doe-2024-staling
references: [doe-2024-bread]
version: second printing
design: randomised
independence: independent
setting: {zh: 一家面包店把四十个面包随机分成两组，隔天测硬度。, en: A bakery put forty loaves into two groups at random and measured their hardness a day later.}
sample:
  n: 40
  unit: {zh: 个面包, en: loaves}
period: 2024-03/2024-05
limits: {zh: 只试了一种面粉。, en: Only one kind of flour was tried.}
findings:
  - id: hardness
    mitigation: sourdough
    problem: stale-bread
    measures: quality
    outcome: {zh: 隔天的硬度, en: Hardness a day later}
    scope: {zh: 白面包, en: white bread}
    direction: better
    direct: false
    indirect: {zh: 试的是酵母面团，不是酸种。, en: A yeast dough was tried and no sourdough.}
    effect:
      from: 8.5
      to: 4
      unit: {zh: 牛顿, en: newtons}
      kind: score
      interval: [3, 5]
    text: {zh: 老化更慢。, en: Staling was slower.}
    read: primary
    where: abstract
  - id: waste
    mitigation: small-batches
    problem: stale-bread
    measures: cost
    outcome: {zh: 扔掉的面包, en: Bread thrown away}
    direction: mixed
    direct: true
    effect:
      change: -12
      unit: {zh: 个, en: loaves}
      kind: count
    text: {zh: 少扔了面包，但有人没买到。, en: Less bread was thrown away but some went short.}
    read: report
    where: p. 14
# references/doe-2024-bread.yaml
x-title-translation: 论面包
x-former-title: On loaves
author:
  - family: Doe
    given: Jane
  - literal: 面包研究所
container-title: Journal of Bread
publisher: Guild of bakers
number: GB-24
volume: "7"
issue: "2"
page: 12-19
archive: arXiv
archive_location: "2401.00001"
URL: https://bread.example.org/on-bread
x-archive: https://archive.example.org/on-bread
x-note: {zh: 2023 年的预印本。, en: Preprint of 2023.}
keyword: [starch, storage]
# frameworks/guild-2020.yaml (like bakers-2024)
edition: "2020"
date: "2020"
jurisdiction: valley
items:
  - id: B1
    list: troubles
    title: {zh: 老化, en: Staling}
    official_languages: [en]
    out_of_scope: {zh: 旧版说的是饼干，不归本库。, en: In the old edition it is about biscuits and outside this knowledge base.}
  - id: B2
    list: troubles
    title: {zh: 塌陷, en: Collapse}
    official_languages: [en]
    out_of_scope: {zh: 旧版说的是蛋奶酥，不归本库。, en: In the old edition it is about soufflés and outside this knowledge base.}
# frameworks/bakers-2024.yaml
doi: 10.1234/bakers
url_pdf: https://bread.example.org/framework.pdf
url_consolidated: https://bread.example.org/framework/consolidated
url_amending: https://bread.example.org/framework/amendment
licence: CC-BY-4.0
note: {zh: 每四年一版。, en: A new edition every four years.}
lists:
  - id: troubles
    title: {zh: 毛病, en: Troubles}
    complete: false
    headings: true
    selection: {zh: 只收出炉以后的毛病。, en: Only what goes wrong after the oven.}
    note: {zh: 原文还有附录。, en: The original has an appendix as well.}
items:
  - id: B1
    list: troubles
    title: {zh: 老化, en: Staling}
    official_languages: [en]
  - id: B1.1
    list: troubles
    title: {zh: 表皮变韧, en: Leathery crust}
    official_languages: [en]
    parent: B1
    category: {zh: 存放, en: Storage}
    note: {zh: 多见于潮湿天气。, en: Mostly in damp weather.}
  - id: B2
    list: troubles
    title: {zh: 塌陷, en: Collapse}
    official_languages: [en]
    out_of_scope: {zh: 烤箱的事，不归本库。, en: It is about ovens and outside this knowledge base.}
supersedes:
  framework: guild-2020
  items:
    - old: B1
      new: B1
"""
