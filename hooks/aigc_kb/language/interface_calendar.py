"""Words of the interface about the days of duties: their page, the calendar file and the feed."""

from __future__ import annotations

from typing import Final

from aigc_kb.model.text import Text

CALENDAR_UI: Final[dict[str, Text]] = {
    "page": Text("页面", "Page"),
    "duties": Text("法规日历", "Law calendar"),
    "duties_lead": Text(
        "从哪天起、在哪里、谁要做什么：{frameworks} 部法规和标准中的 {n} 项义务，截至 {day}。"
        "这不是法律意见；每一项都写明我们读到的是原文、转载还是转述。",
        "From when, where, and who must do what: {n:# duty|# duties} from {frameworks:# law or standard|# laws and "
        "standards}, as of {day}. This is no legal advice; each duty says whether we read the text, a reprint or only "
        "others’ words.",
    ),
    "duties_none": Text("没有登记带日期的义务。", "No duty with a date is registered."),
    "duties_ics": Text("订阅日历（.ics）", "Subscribe to the calendar (.ics)"),
    "duties_feed": Text("订阅今后的日期（Atom）", "Feed of the days to come (Atom)"),
    "duties_planner": Text("只看与我的产品有关的", "Only what concerns my product"),
    "duties_next": Text("未来十二个月", "The next twelve months"),
    "duties_next_lead": Text(
        "{day} 起十二个月内开始、结束和过渡期届满的义务。",
        "What begins, what ends and where grace runs out in the twelve months from {day}.",
    ),
    "duties_next_none": Text("{day} 起十二个月内没有变化。", "Nothing changes in the twelve months from {day}."),
    "duties_more": Text("等 {n} 项", "and {more} more"),
    "duties_timeline": Text("时间线", "Timeline"),
    "duties_legend": Text(
        "圆点：开始适用；菱形：过渡期届满，对其他产品也开始适用；方块：最后一日。实心的已到，空心的未到；底色是接下来的十二个月。",
        "Disc: begins to apply. Diamond: grace ends, and it applies to further products. Square: the last day. Solid signs "
        "have come, hollow ones are to come; the shaded months are the next twelve.",
    ),
    "duties_timeline_of": Text(
        "{place}：义务的时间线，内容见下表", "{place}: timeline of duties, as in the table below"
    ),
    "duties_start": Text("{n} 项", "{n:# duty|# duties}"),
    "duties_grace": Text("过渡期届满 {n} 项", "grace ends: {n}"),
    "duties_end": Text("最后一日 {n} 项", "last day: {n}"),
    "duties_outside": Text("图中这段时间以外", "Outside the months drawn"),
    "duties_earlier": Text("更早：{n} 项", "earlier: {n}"),
    "duties_later": Text("更晚：{n} 项", "later: {n}"),
    "duties_as_of": Text("截至 {day}", "as of {day}"),
    "calendar_today": Text("今天 {day}", "today {day}"),
    "calendar_past": Text("已到", "has come"),
    "duties_all": Text("全部带日期的义务", "All duties with a date"),
    "duties_day": Text("起止", "From, until"),
    "duties_duty": Text("义务", "Duty"),
    "duties_place": Text("地域", "Place"),
    "duties_binds": Text("约束谁", "Whom it binds"),
    "duties_kind": Text("必须或应当", "Must or should"),
    "duties_binding": Text("效力", "Force"),
    "duties_read": Text("怎样读到", "How it was read"),
    "duties_stage": Text("何时", "When"),
    "duties_law": Text("法规", "Law"),
    "duties_until": Text("至 {day}", "until {day}"),
    "duties_some": Text("部分产品 {day} 起（{by}）", "some products: from {day} ({by})"),
    "duties_gate": Text("适用限定", "Limits"),
    "duties_penalty": Text("罚则", "Penalty"),
    "duties_gate_penalty": Text("适用限定与罚则", "Limits and penalty"),
    "stage_soon": Text("一年内", "within a year"),
    "stage_later": Text("更晚", "later"),
    "stage_force": Text("适用中", "in force"),
    "stage_ended": Text("已结束", "ended"),
    "event_start": Text("开始适用", "begins"),
    "event_grace": Text("过渡期届满", "grace ends"),
    "event_end": Text("最后一日", "last day"),
    "calendar_about": Text(
        "各项义务开始、过渡期届满和结束的日子。不是法律意见。",
        "The days on which duties begin, grace runs out, and duties end. No legal advice.",
    ),
    "calendar_no_advice": Text("不是法律意见。", "No legal advice."),
}
