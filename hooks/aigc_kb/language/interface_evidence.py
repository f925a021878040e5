"""Words of the interface about evidence: studies, findings and what they come to."""

from __future__ import annotations

from typing import Final

from aigc_kb.model.text import Text

EVIDENCE_UI: Final[dict[str, Text]] = {
    "evidence_map": Text("证据图", "Map of the evidence"),
    "evidence_map_lead": Text(
        "{links} 条对策与难题的联系，{studies} 项研究：哪里检验过、结论如何，哪里还是空白。",
        "{links} links between mitigations and problems, {studies} studies: what was tested, what came of it, and where "
        "nobody has looked.",
    ),
    "evidence_map_note": Text(
        "圆越大，研究越多；一项研究服务于几条联系时只算一次。圆里的符号和深浅是多数已检验的联系的结论，圆下的短条是已检验的比例。"
        "“空白”是有对策、却没有一项研究的地方；“–”是没有这类对策。点开一格，就是其中的每条对策和难题。",
        "The larger the circle, the more studies; a study that serves several links counts once. Sign and shade are what "
        "most of the tested links come to, the bar below is the tested share. A gap has mitigations and not a single "
        "study, a dash no mitigation. A cell opens to its mitigations and problems.",
    ),
    "evidence_links": Text("全部联系", "All links"),
    "evidence_studies": Text("{n} 项研究", "{n:# study|# studies}"),
    "evidence_gap": Text("没有研究", "no study"),
    "evidence_gap_word": Text("空白", "Gap"),
    "evidence_cell_links": Text("检验 {tested} / {n} 条", "{tested} of {n:# link|# links} tested"),
    "evidence_cell_untested": Text("{n} 条联系，0 项研究", "{n:# link|# links}, 0 studies"),
    "evidence_year": Text("研究年份", "Year of study"),
    "evidence_paid": Text("出资方", "Paid by"),
    "evidence_svg": Text("下载 SVG 图", "Download as SVG"),
    "evidence_csv": Text("下载 CSV 表", "Download as CSV"),
    "figure_source": Text(
        "来源：{title}，{version}，{date}，{licence}，{url}", "Source: {title}, {version}, {date}, {licence}, {url}"
    ),
    "debt_share": Text("未检验 {share}", "{share} untested"),
    "study": Text("研究", "Study"),
    "studies": Text("研究", "Studies"),
    "studies_lead": Text(
        "{n} 项研究，{findings} 个发现：{better} 个变好，{none} 个无差别，{worse} 个变坏，{mixed} 个有好有坏。"
        "每项研究写明设计、出资方、样本、数字、局限，以及我们是怎样读到的。",
        "{n:# study|# studies} with {findings:# finding|# findings}: {better} better, {none} without a difference, {worse} worse, {mixed} mixed. "
        "Each page states design, who paid for it, sample, numbers and limits, and how we read it.",
    ),
    "study_title": Text("{short}：{title}", "{short}: {title}"),
    "study_design": Text("设计", "Design"),
    "study_independence": Text("独立性", "Independence"),
    "study_setting": Text("情境", "Setting"),
    "study_sample": Text("样本", "Sample"),
    "study_sample_of": Text("{n} {unit}", "{n} {unit}"),
    "study_period": Text("测量时间", "Measured in"),
    "study_version": Text("读的版本", "Version read"),
    "study_limits": Text("局限", "Limits"),
    "study_findings": Text("发现", "What it found"),
    "study_source": Text("文献", "Reference"),
    "findings": Text("发现", "Findings"),
    "finding_outcome": Text("量的是什么", "What was measured"),
    "finding_scope": Text("适用范围", "Scope"),
    "finding_effect": Text("数字", "Numbers"),
    "finding_read": Text("怎样读到", "How it was read"),
    "finding_indirect": Text("间接证据：{why}", "Indirect: {why}"),
    "finding_near": Text("间接", "indirect"),
    "finding_vendor": Text("厂商", "vendor"),
    "finding_digest": Text("只读了概述", "digest only"),
    "paid_independent": Text("与卖方无关", "independent of sellers"),
    "paid_vendor": Text("卖方出资或执笔", "paid for or written by a seller"),
    "effect_levels": Text("{before} → {after} {unit}", "{before} → {after} {unit}"),
    "effect_change": Text("{change} {unit}", "{change} {unit}"),
    "effect_interval": Text("（区间 {low} 至 {high}）", " (interval {low} to {high})"),
    "verdict": Text("结论", "Verdict"),
    "best_verdict": Text("最好的结论", "Best verdict"),
    "tally": Text("直接、独立的研究：{counts}", "Direct, independent studies: {counts}"),
    "tally_weaker": Text(
        "其他（间接、厂商或只读了概述）：{counts}", "Others (indirect, by a vendor, or read in a digest): {counts}"
    ),
    "tally_one": Text("{sign} {direction} {n}", "{sign} {direction} {n}"),
    "more_findings": Text("另外 {n} 个发现", "{n:# more finding|# more findings}"),
    "practice_text": Text("通行做法", "Common practice"),
    "judgement_text": Text("本站判断", "Our judgement"),
    "searched_text": Text(
        "{on} 查过{where}，没有找到研究；检索词：{terms}",
        "Searched {where} on {on} without finding a study; terms: {terms}",
    ),
    "strip_problem": Text("{n} 条对策的证据", "Evidence on {n:# mitigation|# mitigations}"),
    "strip_mitigation": Text("对 {n} 个难题的证据", "Evidence on {n:# problem|# problems}"),
    "strip_links": Text("{n} 条相关联系的证据", "Evidence on {n:# link|# links} between these entries"),
    "strip_none": Text("没有一项研究检验过。", "No study has tested any of it."),
    "strip_studies": Text(
        "{studies} 项研究，{findings} 个发现：{said}；其中 {direct} 个是直接检验。",
        "{studies:# study|# studies}, {findings:# finding|# findings}: {said}; {direct} of them direct.",
    ),
    "strip_newest": Text("最新的研究：{year} 年。", "Newest study: {year}."),
    "strip_searched": Text("上次检索：{on}。", "Last searched: {on}."),
    "strip_worsens": Text(
        "{n} 个难题，其中 {studied} 个有研究", "{n:# problem|# problems}, {studied} of them with studies"
    ),
    "book_verdicts": Text(
        "每条对策旁先写结论，由好到坏：", "The verdict beside each mitigation, the most useful one first:"
    ),
    "verdicts_since": Text("{version} 版以来变了的结论", "Verdicts that changed since version {version}"),
    "verdicts_changed": Text("{n} 条联系的结论变了", "{n:# verdict|# verdicts} changed"),
    "verdict_changed": Text("结论有变", "Verdict changed"),
    "debt": Text("证据的欠账", "Evidence debt"),
    "debt_lead": Text(
        "按领域：多少条联系未经检验，多少条说没有研究却没写查过什么，多少个发现只读了他人的叙述。每次定版都记下这些数，右边几列是各版未经检验的比例。",
        "By area: links that are untested, links said to have no study without a search that shows it, and findings read "
        "only in what others say of the source. Each version keeps these numbers; the columns on the right are the "
        "untested share in each.",
    ),
    "debt_untested": Text("未经检验", "Untested"),
    "debt_unsearched": Text("没有研究也没有检索", "No study and no search"),
    "debt_second_hand": Text("只读了他人叙述的发现", "Findings read second-hand"),
    "debt_of": Text("{n} / {total}（{share}）", "{n} of {total} ({share})"),
    "debt_version": Text("{version} 版", "Version {version}"),
    "debt_all": Text("合计", "All"),
    "coverage_verdicts": Text("结论构成", "Links by verdict"),
    "coverage_areas": Text("各领域有研究支持的比例", "Share of links with studies, by area"),
    "coverage_with": Text("有研究的链接", "Links with a study"),
    "coverage_share": Text("比例", "Share"),
    "coverage_directions": Text("发现的方向", "Findings by direction"),
    "coverage_direction": Text("方向", "Direction"),
    "coverage_number": Text("数量", "Number"),
}
