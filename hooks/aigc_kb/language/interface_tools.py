"""The words of the tools and filters, which scripts show; part of `strings.UI`."""

from __future__ import annotations

from typing import Final

from aigc_kb.model.text import Text

TOOLS: Final[dict[str, Text]] = {
    # tools
    "map": Text("关系图", "Map of relations"),
    "compare": Text("对策比较", "Compare mitigations"),
    "planner": Text("自查", "Planner"),
    "diagram": Text("“{title}”的关系图", "Relations of {title}"),
    "compare_lead": Text(
        "选一个难题，把二至四个对策并排比较。", "Choose a problem and set two to four mitigations side by side."
    ),
    "compare_all": Text("所有难题及其对策", "All problems and their mitigations"),
    "map_lead": Text(
        "难题之间的因果，以及对策针对什么、加重什么。", "What leads to what, and what each mitigation helps or worsens."
    ),
    "map_list": Text("同样的关系，列成清单", "The same relations as a list"),
    "planner_lead": Text(
        "描述你的产品，看必须做什么、可能撞上什么、先做什么最有帮助。全部在本页计算，不向任何地方发送。",
        "Describe your product and see what you must do, what is likely to hit you, and what helps first. "
        "All of it is worked out on this page; nothing is sent anywhere.",
    ),
    "planner_duties": Text("义务写在哪里", "Where the duties stand"),
    "planner_duties_lead": Text(
        "自查按各条的触发条件列出义务；每条何时适用、约束谁、我们怎样读的，见各文本的页面。这不是法律意见。",
        "The planner lists duties by the condition of each; when one applies, whom it binds and how we read it stands on "
        "the page of its text. This is no legal advice.",
    ),
    "planner_duty_count": Text("{n} 条", "{n:# duty|# duties}"),
    "planner_rules": Text("判断规则", "The rules behind it"),
    "planner_method": Text(
        "每个难题的得分 = 严重程度 + 命中阶段 1 分 + 2 × 各条规则加的分；选了模态时，只列涉及这些模态的难题。对策按能覆盖的得分、证据等级和费用排序。",
        "A problem’s score is its severity, plus 1 if it shows at your stage, plus twice the points of every rule that holds; "
        "where you name kinds of output, only problems that concern them are listed. Mitigations are ordered by the "
        "score they cover, the grade of their evidence and their cost.",
    ),
    "planner_exclusions": Text("何时不列出某些难题", "When problems are left out"),
    "planner_excluded": Text("不列出", "Left out"),
    "planner_when": Text("条件", "Condition"),
    "planner_why": Text("理由", "Reason"),
    "planner_raises": Text("加分的难题", "Problems that get points"),
    "tool_choose_problem": Text("难题", "Problem"),
    "tool_choose_mitigations": Text("对策（二至四个）", "Mitigations (two to four)"),
    "tool_pick": Text("请选择……", "Choose …"),
    "tool_pick_two": Text("至少选两个对策。", "Choose at least two mitigations."),
    "tool_property": Text("比较项", "Property"),
    "tool_effect": Text("效果", "Effect"),
    "tool_evidence": Text("证据", "Evidence"),
    "tool_how": Text("作用方式", "How it acts"),
    "tool_result": Text("发现", "What was found"),
    "tool_limits": Text("局限", "Limits"),
    "tool_cost": Text("费用", "Cost"),
    "tool_effort": Text("投入", "Effort"),
    "tool_time": Text("多久见效", "Time to effect"),
    "tool_maturity": Text("成熟度", "Maturity"),
    "tool_worsens": Text("会加重", "Makes worse"),
    "tool_none": Text("无", "None"),
    "tool_covers": Text("能缓解", "Helps with"),
    "tool_answer": Text("先回答几个问题；不必全部回答。", "Answer a few questions; not all are needed."),
    "tool_severity": Text("严重程度 {n} / 5", "severity {n} of 5"),
    "tool_stage": Text("在你所处的阶段出现", "shows at your stage"),
    "tool_reset": Text("重新开始", "Start again"),
    "tool_day": Text("按哪天算", "As of which day"),
    "tool_as_of": Text("截至 {date}", "as of {date}"),
    "tool_answers": Text("你的回答", "Your answers"),
    "tool_answer_count": Text("（{n} 个回答）", "({n} answers)"),
    "tool_change": Text("修改", "Change"),
    "tool_unanswered": Text("有的义务要看这些还没回答的问题", "Duties depend on these questions, not answered yet"),
    "tool_notice": Text(
        "这不是法律意见。清单按写明的规则从你的回答推出，每条都写着我们读的是什么文本。没有问到的：本库没有收录的法律和地区、行业专法、合同、税务、出口管制。",
        "This is no legal advice. The list follows from your answers by rules that are written down, and each entry says "
        "what we read. It did not ask about laws and places not recorded here, the rules of your industry, contracts, "
        "taxes or export control.",
    ),
    "tool_plan_status": Text(
        "{must} 条必须做；{open} 条要看 {questions} 个还没回答的问题；{problems} 个难题可能撞上。",
        "{must} duties apply; {open} depend on {questions} questions not answered yet; {problems} problems are likely.",
    ),
    "tool_must": Text("必须做的", "What you must do"),
    "tool_must_order": Text(
        "按起始日排列，已施行的在前；不按得分取舍，走到哪一步也不影响。",
        "By the day on which they begin, those in force first. No score leaves one out, nor does your stage.",
    ),
    "tool_no_duties": Text(
        "按这些回答，本库收录的义务没有一条确定适用；这不等于没有义务。",
        "With these answers none of the duties recorded here is certain to apply; that does not mean there are none.",
    ),
    "tool_in_force": Text("已施行", "In force"),
    "tool_coming": Text("将施行", "To come"),
    "tool_days": Text("还有 {n} 天", "in {n} days"),
    "tool_from": Text("起始日", "From"),
    "tool_until": Text("到 {date} 为止", "until {date}"),
    "tool_until_day": Text("最后一日", "Until"),
    "tool_if": Text("是否适用，要看还没回答的问题", "Applies if …, depending on open questions"),
    "tool_depends": Text("要看", "Depends on"),
    "tool_not": Text("不适用", "Does not apply"),
    "tool_you_said": Text("你答：{answers}", "You said: {answers}"),
    "tool_softer": Text("不强制的", "Not binding"),
    "tool_softer_texts": Text(
        "这些地区还有不约束人、但常被买方和监管者提起的文本：",
        "Texts for these regions that bind nobody, but that buyers and regulators ask about:",
    ),
    "tool_binds": Text("约束", "Binds"),
    "tool_gate": Text("条文另有限定", "The text narrows it"),
    "tool_penalty": Text("罚则", "Penalty"),
    "tool_transition": Text("过渡期", "Grace"),
    "tool_granted": Text("按 {by} 推迟，原为 {date}", "put off by {by}; otherwise from {date}"),
    "tool_grace": Text("如果符合 {by}，自 {date} 起", "if {by} holds, from {date}"),
    "tool_fulfilled": Text("靠什么履行", "Fulfilled by"),
    "tool_read": Text("怎样读的", "How it was read"),
    "tool_read_on": Text("{read}，{date}", "{read}, {date}"),
    "tool_text": Text("条文", "the text"),
    "tool_problems": Text("可能撞上的", "What is likely to hit you"),
    "tool_try": Text("先试", "Try first"),
    "tool_first": Text("先做这些最有帮助", "What helps first"),
    "tool_required": Text("上面的义务已经要求，不再排队", "Asked for by duties above, so not ranked here"),
    "tool_register": Text("登记表", "Register"),
    "tool_export": Text("导出登记表", "Export the register"),
    "tool_import": Text("读入导出的 CSV", "Read an exported CSV"),
    "tool_imported": Text("读入了 {n} 条义务的记录。", "What was noted about {n} duties was read."),
    "tool_import_failed": Text("这不是从本页导出的 CSV。", "This is no CSV that this page exported."),
    "tool_kept": Text(
        "状态、负责人、期限和备注只存在这台设备的浏览器里。", "Status, owner, due day and note stay in this browser."
    ),
    "tool_print": Text("打印", "Print"),
    "tool_status": Text("状态", "Status"),
    "tool_status_todo": Text("未开始", "Not started"),
    "tool_status_doing": Text("进行中", "In progress"),
    "tool_status_done": Text("已完成", "Done"),
    "tool_status_waived": Text("不做，理由见备注", "Not done, see note"),
    "tool_owner": Text("负责人", "Owner"),
    "tool_due": Text("期限", "Due"),
    "tool_remark": Text("备注", "Note"),
    "tool_map_help": Text(
        "指向一个条目，看它的连线；点开它，就以它为中心。键盘：方向键移动，回车进入，Esc 回到全图。",
        "Point at an entry to see its lines; open it to put it in the middle. "
        "Keys: arrows move, Enter goes in, Esc returns to the whole.",
    ),
    "tool_map_focus": Text("以什么为中心", "In the middle"),
    "tool_map_all": Text("全部难题，按领域", "All problems, by area"),
    "tool_map_areas": Text("领域", "Areas"),
    "tool_map_mitigations": Text("对策", "Mitigations"),
    "tool_map_open": Text("打开条目", "Open the entry"),
    "tool_map_smaller": Text("缩小", "Smaller"),
    "tool_map_larger": Text("放大", "Larger"),
    "tool_map_into": Text("来自其他领域的原因", "Causes in other areas"),
    "tool_map_out": Text("对其他领域的影响", "Effects in other areas"),
    "tool_map_causes": Text("由什么导致", "What leads to it"),
    "tool_map_effects": Text("它会导致", "What it leads to"),
    "tool_map_related_to": Text("相关难题", "Related problems"),
    "tool_map_helps": Text("哪些对策有用", "What helps"),
    "tool_map_worse": Text("哪些对策会加重它", "What makes it worse"),
    "tool_map_acts": Text("针对的难题", "Problems it acts on"),
    "tool_map_harms": Text("会加重的难题", "Problems it makes worse"),
    "tool_map_needs": Text("先要做到", "Needed first"),
    "tool_map_leads": Text("导致", "leads to"),
    "tool_map_related": Text("相关", "related"),
    "tool_map_addresses": Text("缓解", "addresses"),
    "tool_map_worsens": Text("加重", "worsens"),
    # filters
    "facet_role": Text("角色", "Role"),
    "facet_stage": Text("阶段", "Stage"),
    "facet_modality": Text("模态", "Kind of output"),
    "filter_all": Text("全部", "All"),
    "filter_reset": Text("清除筛选", "Clear filters"),
    "filter_count": Text("显示 {n} / {total} 行", "{n} of {total} rows shown"),
    "filter_sort": Text("按“{name}”排序", "Sort by {name}"),
}
