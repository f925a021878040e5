"""The words of the interface, in both languages. What entries say is in the data; this is what pages say around it."""

from __future__ import annotations

from typing import Final

from aigc_kb.language.interface_calendar import CALENDAR_UI
from aigc_kb.language.interface_evidence import EVIDENCE_UI
from aigc_kb.language.interface_tools import TOOLS
from aigc_kb.model.kinds import KINDS
from aigc_kb.model.text import Text

UI: Final[dict[str, Text]] = {
    # kinds of entries: all of one by the folder, one of them by its name
    **{kind.folder: kind.plural for kind in KINDS},
    **{kind.name: kind.title for kind in KINDS},
    # navigation and page names
    "home": Text("首页", "Home"),
    "areas": Text("领域", "Areas"),
    "symptoms": Text("按现象查找", "By symptom"),
    "matrix": Text("难题 × 对策矩阵", "Problem–mitigation matrix"),
    "frameworks": Text("框架对照", "Frameworks"),
    "terms": Text("术语", "Terms"),
    "coverage": Text("覆盖与缺口", "Coverage and gaps"),
    "changes": Text("更新记录", "Changes"),
    "find": Text("查找", "Find"),
    "library": Text("资料", "Library"),
    "about": Text("关于", "About"),
    "rules": Text("检查规则", "Rules of the check"),
    "rules_lead": Text(
        "kb check 的 {n} 条规则（其中 {hints} 条只作提示）：为什么有这条规则，错误和正确的例子，以及怎么改。例子讲的是面包，都由测试执行过。",
        "The {n} rules of kb check ({hints} of them hints): why each is there, a bad and a good example, and how to mend "
        "what it finds. The examples are about bread, and the tests run every one.",
    ),
    "rule_error": Text("错误", "error"),
    "rule_hint": Text("提示", "hint"),
    "rule_mend": Text("改法", "How to mend it"),
    "rule_bad": Text("不行", "Bad"),
    "rule_good": Text("这样写", "Good"),
    "schema": Text("字段说明", "Fields"),
    "schema_lead": Text(
        "数据文件的全部 {n} 个字段，由模型生成；例子讲的是面包。每种文件都有 JSON Schema，编辑器可用它补全和检查。",
        "All {n} fields of the data files, made from the model; the examples are about bread. Each kind of file has a "
        "JSON Schema, with which an editor completes and checks it.",
    ),
    "schema_field": Text("字段", "Field"),
    "schema_purpose": Text("写什么", "What it says"),
    "schema_shape": Text("形式与取值", "Form and values"),
    "schema_example": Text("例子", "Example"),
    "schema_required": Text("必填", "required"),
    "schema_optional": Text("可省略", "may be left out"),
    # entries
    "area": Text("领域", "Area"),
    "term": Text("术语", "Term"),
    "framework": Text("框架", "Framework"),
    "item": Text("框架条目", "Framework item"),
    **TOOLS,
    **EVIDENCE_UI,
    **CALENDAR_UI,
    # search
    "search": Text("搜索", "Search"),
    "search_hint": Text(
        "输入词语、现象或框架编号，中英文都行", "A word, a symptom or a framework id, in either language"
    ),
    "search_none": Text(
        "没有找到。换个说法，或到“按现象查找”看看。", "Nothing found. Try other words, or look under “By symptom”."
    ),
    "search_loading": Text("正在载入……", "Loading …"),
    "search_count": Text("{n} 条结果", "{n} found"),
    "close": Text("关闭", "Close"),
    "also_in": Text("也见于", "Also in"),
    "aliases": Text("又称", "Also called"),
    "symptoms_seen": Text("你会看到什么", "What you see"),
    "causes": Text("成因", "Causes"),
    "impact": Text("影响", "Impact"),
    "measure": Text("如何度量", "How to measure it"),
    "measure_name": Text("指标或基准", "Metric or benchmark"),
    "measure_how": Text("怎么测", "How to run it"),
    "what_helps": Text("哪些对策有用", "What helps"),
    "what_helps_intro": Text(
        "结论好、证据强的在前。结论和等级的含义见{method}。",
        "Best verdict and strongest evidence first. What verdicts and grades mean is explained in {method}.",
    ),
    "table_mitigation": Text("对策与作用方式", "Mitigation and how it acts"),
    "table_problem": Text("难题与作用方式", "Problem and how it acts"),
    "effect": Text("效果", "Effect"),
    "evidence": Text("证据", "Evidence"),
    "cost": Text("费用", "Cost"),
    "effort": Text("投入", "Effort"),
    "limits": Text("局限", "Limits"),
    "effect_cost": Text("效果、费用、投入", "Effect, cost, effort"),
    "what_worsens": Text("哪些对策会加重它", "What makes it worse"),
    "leads": Text("因果关系", "What leads to what"),
    "leads_to": Text("它会导致", "It leads to"),
    "led_by": Text("由什么导致", "What leads to it"),
    "related": Text("相关难题", "Related problems"),
    "facts": Text("事实与数字", "Facts and figures"),
    "mappings": Text("对应的框架条目", "In the frameworks"),
    "mapping_framework": Text("框架", "Framework"),
    "mapping_item": Text("条目", "Item"),
    "mapping_relation": Text("关系", "Relation"),
    "mapping_note": Text("说明", "Why"),
    "no_match": Text("没有对应条目的框架", "Frameworks without an item for it"),
    "self_test": Text("自测", "Self-test"),
    "shown_in": Text("出现在哪些案例", "Cases that show it"),
    "on_paths": Text("出现在哪些阅读路径", "Reading paths that include it"),
    "origin": Text("回应的最初论断", "Founding statements it answers"),
    "severity": Text("严重程度", "Severity"),
    "severity_of": Text("{level} / 5", "{level} of 5"),
    "roles": Text("影响角色", "Affects"),
    "stages": Text("出现阶段", "Stages"),
    "modalities": Text("涉及模态", "Kinds of output"),
    "as_of": Text("截至 {date}", "as of {date}"),
    "valid_until": Text("有效至 {date}", "valid until {date}"),
    "abstract": Text("摘要", "abstract"),
    "reference_digest": Text("只在他人的书目或概述中见到", "seen only in lists or digests by others"),
    "published_at": Text("正式发表：{where}", "published: {where}"),
    "kind": Text("类别", "Kind"),
    "maturity": Text("成熟度", "Maturity"),
    "how_it_works": Text("原理", "How it works"),
    "steps": Text("怎么做", "Steps"),
    "when": Text("何时用，何时不用", "When to use it, and when not"),
    "use_when": Text("适合", "Use it when"),
    "avoid_when": Text("不适合", "Avoid it when"),
    "cost_drivers": Text("费用与投入", "Cost and effort"),
    "who": Text("由谁来做", "Who does it"),
    "time_to_effect": Text("多久见效", "Time to effect"),
    "addresses": Text("针对哪些难题", "Problems it addresses"),
    "worsens": Text("会加重什么", "What it makes worse"),
    "requires": Text("前提", "Needs first"),
    "required_by": Text("是谁的前提", "Needed by"),
    "alternatives": Text("替代办法", "Alternatives"),
    "other_measures": Text("与其他对策的关系", "With other mitigations"),
    "tools": Text("工具", "Tools"),
    "tool": Text("工具", "Tool"),
    "licence": Text("许可证", "Licence"),
    "tool_note": Text("用途与限制", "What for, and its limits"),
    "best_evidence": Text("最强证据", "Best evidence"),
    "about_entry": Text("关于本条目", "About this entry"),
    "created": Text("创建", "Created"),
    "updated": Text("更新", "Updated"),
    "reviewed": Text("审校", "Reviewed"),
    "review_by": Text("复审期限", "Review due"),
    "replaced_by": Text("接替条目", "Replaced by"),
    "status": Text("状态", "Status"),
    "written_first": Text("先写的语言", "Written first in"),
    "edit": Text("编辑这个条目的 YAML 文件", "Edit this entry’s YAML file"),
    "report": Text("报告错误或过时之处", "Report a problem with this page"),
    "cite_this": Text("引用本条目", "Cite this entry"),
    "downloads": Text("数据下载", "Downloads"),
    "downloads_lead": Text(
        "全部内容的开放数据，{version}，内容日期 {date}，许可证 {licence}。每个文件都含两种语言，除非另有说明。",
        "Everything as open data: {version}, content of {date}, licence {licence}. "
        "Each file holds both languages unless it says otherwise.",
    ),
    "version": Text("版本 {version}", "version {version}"),
    "unreleased": Text("尚未定版", "no version yet"),
    "downloads_file": Text("文件", "File"),
    "downloads_size": Text("大小", "Size"),
    "downloads_sum": Text("SHA-256", "SHA-256"),
    "downloads_more": Text(
        "另有：每个条目一个 JSON 文件（api/v1/）、每个页面的 Markdown 版本（把地址中的 index.html 换成 index.md）。接口说明见 {openapi}。",
        "Besides these there is one JSON file per entry (api/v1/) and a Markdown twin of every page (index.md in place of "
        "index.html). The API is described in {openapi}.",
    ),
    "downloads_releases": Text(
        "整站的压缩包（供离线阅读）和电子书（EPUB、PDF）随每个版本发布：{releases}。",
        "The whole site as an archive, for reading offline, and the books (EPUB, PDF) come with each version: {releases}.",
    ),
    "permalink": Text("条目编号", "Entry id"),
    # cases and paths
    "case_when": Text("时间", "When"),
    "case_who": Text("当事方", "Who"),
    "case_where": Text("地点", "Where"),
    "what_happened": Text("经过", "What happened"),
    "outcome": Text("结局", "Outcome"),
    "lessons": Text("教训", "Lessons"),
    "case_problems": Text("显示了哪些难题", "Problems it shows"),
    "case_mitigations": Text("试过哪些对策", "Mitigations that were tried"),
    "path_for": Text("适合", "For"),
    "path_goal": Text("读完能做什么", "What you can do afterwards"),
    "path_before": Text("事先要会", "Before you start"),
    "path_time": Text("大约用时", "Time"),
    "path_stops": Text("按顺序读", "Read in this order"),
    "path_resources": Text("延伸资源", "Further resources"),
    "path_exercises": Text("练习", "Exercises"),
    "done_when": Text("完成标准：", "Done when: "),
    # index pages
    "problems_lead": Text(
        "{n} 个难题，按领域排列。每个都写明现象、成因、度量办法，以及有证据等级的对策。",
        "{n:# problem by area|# problems by area}, each with symptoms, causes, ways to measure it, and mitigations with graded evidence.",
    ),
    "mitigations_lead": Text(
        "{n} 个对策，按类别排列。每个都写明步骤、费用、局限，以及会加重什么。",
        "{n:# mitigation by kind|# mitigations by kind}, each with steps, cost, limits, and what it makes worse.",
    ),
    "symptoms_lead": Text(
        "从你看到的现象出发：{n} 条现象，各自指向难题和对策。",
        "Start from what you see: {n:# symptom|# symptoms}, each leading to its problem and to what helps.",
    ),
    "matrix_lead": Text(
        "一行一个难题，一列一个对策，按领域分表，只列在该领域起作用的对策。格中是效果、结论和证据等级；点开看依据与局限。",
        "A row is a problem, a column a mitigation; one table for each area, with the mitigations that act there. "
        "A cell gives the effect, the verdict and the grade of the evidence, and leads to the findings and limits.",
    ),
    "cases_lead": Text(
        "{n} 个真实案例：发生了什么，试过什么，结果如何。",
        "{n:# real case|# real cases}: what happened, what was tried, and what came of it.",
    ),
    "paths_lead": Text(
        "按角色和目标安排的阅读顺序，附练习和自测。", "Reading orders by role and goal, with exercises and a self-test."
    ),
    "frameworks_lead": Text(
        "{n} 个框架，逐条对照；没有对应时写明理由。",
        "{n:# framework|# frameworks}, matched item by item, with the reason wherever nothing matches.",
    ),
    "frameworks_where": Text("适用地域：{where}。", " Where they apply: {where}."),
    "terms_lead": Text(
        "{n} 个术语的中英文首选词、别名和定义。",
        "Preferred terms in Chinese and English for {n:# notion|# notions}, with other names and definitions.",
    ),
    "references_lead": Text(
        "登记了 {n} 条来源，每条都写明在何处同时见到题名与标识符；其中 {cited} 条已被引用。",
        "{n:# source is|# sources are} registered, each with where its title and identifier were seen together; "
        "{cited:# is|# are} cited.",
    ),
    "cited_in": Text("引用于", "Cited in"),
    "cited_references": Text("已引用的文献", "Cited references"),
    "uncited_references": Text("已核实、尚未引用", "Verified, not yet cited"),
    "coverage_lead": Text(
        "这一页专门展示我们还缺什么。",
        "This page shows what is still missing.",
    ),
    "changes_lead": Text(
        "每一版、每一天改了什么，由新到旧。", "What changed from version to version and day by day, newest first."
    ),
    "versions_lead": Text(
        "每一版都列出与上一版相比的变化；想知道自某一版以来改了什么，从上往下读到那一版为止。",
        "Each version lists what changed since the one before it. To see what changed since a version that you know, "
        "read down to it.",
    ),
    "version_since": Text("{version} 版（{date}）：自 {since} 版以来", "Version {version} ({date}): since {since}"),
    "version_first": Text("{version} 版（{date}）：首版", "Version {version} ({date}): the first"),
    "after_version": Text("{version} 版之后", "Since version {version}"),
    "changes_log": Text("逐日记录", "Day by day"),
    "former_id": Text("原为 {id}", "formerly {id}"),
    "book_about": Text("关于本书", "About this book"),
    "book_edition": Text(
        "本书由知识库 {version} 版（{date}）生成，许可为 {licence}，转载请注明来源。最新内容见 <{url}>。书内链接在书中跳转，其余指向网站。",
        "This book was made from version {version} ({date}) of the knowledge base, under {licence}: name the source when "
        "you use it. The newest content is at <{url}>. Links between entries lead within the book, others to the site.",
    ),
    "book_grades": Text("每条对策旁的证据等级，由强到弱：", "Grades of evidence beside each mitigation, best first:"),
    "contents_book": Text("目录", "Contents"),
    "feeds": Text("订阅（Atom）", "Feeds (Atom)"),
    "feed_all": Text("全部更新", "all changes"),
    "feed_area": Text("订阅本领域的更新（Atom）", "Feed of changes in this area (Atom)"),
    "area_problems": Text("这一领域的难题", "Problems in this area"),
    "area_also": Text("其他领域中与此有关的难题", "Problems of other areas that show here too"),
    "area_mitigations": Text("对这些难题有用的对策", "What helps with these problems"),
    "items": Text("条目", "Items"),
    "our_entries": Text("本库条目", "Our entries"),
    "not_mapped": Text("尚未对照", "Not mapped yet"),
    "is_heading": Text("上级标题，对照见其下各项", "A heading: see the items under it"),
    "is_group": Text(
        "只用来分组，对照写在其他清单的条目上", "Groups items of the other lists, where the mappings stand"
    ),
    "out_of_scope": Text("不属本库范围：{reason}", "Outside our scope: {reason}"),
    "no_match_here": Text("以下条目在本框架中没有对应", "Entries without a counterpart in this framework"),
    "publisher": Text("发布者", "Publisher"),
    "edition": Text("版本", "Edition"),
    "date": Text("日期", "Date"),
    "jurisdiction": Text("适用地域", "Jurisdiction"),
    "standing": Text("效力", "Standing"),
    "source": Text("来源", "Source"),
    "binding": Text("约束力", "Binding force"),
    "original_language": Text("原文语言", "Language of the original"),
    "official_address": Text("官方地址", "Official address"),
    "consolidated": Text("合并文本", "Consolidated text"),
    "amending": Text("修订文本", "Amending text"),
    "upstream": Text("新版在哪里出", "Where newer editions appear"),
    "upstream_seen": Text("{date} 见到的是 {version}", "{version} when seen on {date}"),
    "read_on": Text("我们怎样核对的", "How we checked it"),
    "item_about": Text("内容", "What it says"),
    "item_kind": Text("性质", "What it is"),
    "part_of": Text("（属于 {what}）", "(part of {what})"),
    "item_note": Text("说明", "Note"),
    "applies_when": Text("何时适用", "Applies when"),
    "condition_group": Text("（{inner}）", "({inner})"),
    "condition_not": Text("不是：{inner}", "not: {inner}"),
    "is_law": Text("不作对照", "Not mapped"),
    "supersedes": Text("取代", "Supersedes"),
    "superseded_by": Text("已被取代", "Superseded by"),
    "translation_ours": Text("（本站译名）", "(our translation)"),
    "complete_list": Text("收录全部条目", "every item is listed"),
    "mapped_count": Text("{mapped} / {total} 条已对照", "{mapped} of {total:# item|# items} mapped"),
    "term_zh": Text("中文", "Chinese"),
    "term_en": Text("英文", "English"),
    "term_definition": Text("定义", "Definition"),
    "term_not": Text("不用：{words}", "not: {words}"),
    "none": Text("无", "None"),
    "symptom": Text("现象", "Symptom"),
    "read_more": Text("详见", "See"),
    # what is counted, beside the number
    "count_problems": Text("难题", "{n:problem|problems}"),
    "count_mitigations": Text("对策", "{n:mitigation|mitigations}"),
    "count_studies": Text("项研究", "{n:study|studies}"),
    "count_measured": Text("其中有研究检验过", "of them tested by studies"),
    "count_edges": Text("对策与难题的联系", "problem–mitigation {n:link|links}"),
    "count_references": Text("已引用文献", "cited {n:reference|references}"),
    "count_mappings": Text("框架对照行", "framework mapping {n:row|rows}"),
    "count_cases": Text("案例", "{n:case|cases}"),
    "start_symptom": Text("你看到了什么？", "What are you seeing?"),
    "start_area": Text("按领域浏览", "Browse by area"),
    "strongest_by_role": Text("各角色最该看的", "What matters most, by role"),
    "weighs_most": Text("最要紧的难题", "Problems that weigh most"),
    "strongest_evidence": Text("证据最强的对策", "Mitigations with the strongest evidence"),
    "role_matrix": Text("全部 {n} 个难题及对策", "{n:the problem|all # problems} and what helps"),
    "strongest_method": Text(
        "排序方法：难题按严重程度排，涉及角色越少越靠前；对策只算结论为“有效”或“可能有效”的联系，按结论和难题的分量相加。",
        "How they are ordered: problems by severity, those that concern fewer roles first; mitigations by their links "
        "with the verdict works or likely works, each weighed by the verdict and by the problem.",
    ),
    "start_role": Text("按角色阅读", "Read by role"),
    "newest": Text("最近更新", "Newest changes"),
    "all_symptoms": Text("查看全部现象", "All symptoms"),
    "all_changes": Text("查看全部更新", "All changes"),
    "evidence_profile": Text("证据构成", "Evidence by grade"),
    "grade": Text("等级", "Grade"),
    "meaning": Text("含义", "Meaning"),
    "edges": Text("关系数", "Links"),
    "gap_unhelped": Text("没有对策的难题", "Problems without a mitigation"),
    "gap_few": Text("对策少于三个的难题", "Problems with fewer than three mitigations"),
    "gap_opinion": Text("没有一条联系被研究检验过的难题", "Problems none of whose links was tested by a study"),
    "mapped": Text("已对照", "Mapped"),
    "set_aside": Text("不属本库范围", "Outside our scope"),
    "overdue": Text("已逾期", "overdue"),
    "gap_stale": Text("一种语言落后于另一种的条目", "Entries of which one language lags behind the other"),
    "gap_reviews": Text("最先到期的复审", "Reviews that fall due first"),
    "gap_origins": Text("最初论断的覆盖", "Founding statements and their entries"),
    "gap_frameworks": Text("各框架的对照进度", "Mapping progress by framework"),
    "gap_draft": Text("草稿", "Drafts"),
    "statement": Text("论断", "Statement"),
    "answered_by": Text("由哪些条目回应", "Answered by"),
    "nothing": Text("目前没有。", "None at present."),
    "created_on": Text("新建", "New"),
    "changed_on": Text("改动", "Changed"),
    "skip": Text("跳到正文", "Skip to content"),
    "switch": Text("English", "中文"),
    "switch_short": Text("EN", "中文"),
    "menu": Text("菜单", "Menu"),
    "to_top": Text("回到页首", "Back to top"),
    "scheme": Text("深色或浅色", "Dark or light"),
    "switch_label": Text("Read this page in English", "阅读本页中文版"),
    "contents": Text("本页内容", "On this page"),
    "breadcrumb": Text("位置", "You are here"),
    "external": Text("外部链接", "external link"),
}


class Count(int):
    """A number in a sentence of the interface.

    `{n:# problem|# problems}` gives "1 problem" or "2 problems": the first form where it is one, else the second, with
    the number for `#`. Without forms, as in Chinese, `{n}` is the number.
    """

    def __format__(self, forms: str) -> str:
        one, _, many = forms.partition("|")
        return (one if self == 1 else many).replace("#", str(int(self))) if forms else str(int(self))


def label_sep(lang: str) -> str:
    """What stands between a label and its value."""
    return "：" if lang == "zh" else ": "


def semicolon(lang: str) -> str:
    """What stands between the statements of a note."""
    return "；" if lang == "zh" else "; "


def comma(lang: str) -> str:
    """What stands between the items of an inline list."""
    return "、" if lang == "zh" else ", "
