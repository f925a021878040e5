"""Rules that hold while reading (KB1xx) and decoding (KB2xx)."""

from __future__ import annotations

from typing import Final

from aigc_kb.model.finding import Rule
from aigc_kb.model.text import Text

ENCODING: Final = Rule(
    "KB101",
    Text("文件不是 UTF-8", "File is not UTF-8"),
    Text("文件不是有效的 UTF-8：{detail}", "the file is not valid UTF-8: {detail}"),
    Text("用编辑器另存为 UTF-8（无 BOM）", "save it as UTF-8 without a byte-order mark"),
    Text("其他编码在不同机器上会读成不同的字。", "Other encodings read differently on different machines."),
    bad="title:\n  zh: 面包变硬\n  en: Stale bread \udcff\n",
    good="title:\n  zh: 面包变硬\n  en: Stale bread\n",
)
CHARACTER: Final = Rule(
    "KB102",
    Text("不可见或控制字符", "Hidden or control character"),
    Text("不允许的字符 {char}（{name}）", "character {char} ({name}) is not allowed"),
    Text("删掉它；需要空格就用普通空格", "delete it; where a space is meant, use an ordinary space"),
    Text(
        "看不见的字符会让文字看起来与实际不同，也可能用来藏匿内容。",
        "Characters that cannot be seen make text look like what it is not, and can hide content.",
    ),
    bad="title:\n  zh: 面包\u200b变硬\n  en: Stale bread\n",
    good="title:\n  zh: 面包变硬\n  en: Stale bread\n",
)
TAB: Final = Rule(
    "KB103",
    Text("制表符", "Tab character"),
    Text("这里有制表符", "there is a tab here"),
    Text("改用空格缩进，每级两格", "indent with spaces, two a level"),
    Text("YAML 不允许用制表符缩进。", "YAML does not allow tabs as indentation."),
    bad="title:\n\tzh: 面包变硬\n",
    good="title:\n  zh: 面包变硬\n  en: Stale bread\n",
)
SIZE: Final = Rule(
    "KB104",
    Text("文件过大", "File too large"),
    Text("文件超过 {limit} 字节", "the file has more than {limit} bytes"),
    Text("拆成几个条目", "split it into several entries"),
    Text("上限保证任何输入都能在有限时间内查完。", "The limit bounds the time that any input can take."),
    bad="# problems/stale-bread.yaml (padded to 600000 bytes)\nstatus: draft\n",
    good="# problems/stale-bread.yaml\nstatus: draft\n",
)
SYNTAX: Final = Rule(
    "KB105",
    Text("YAML 语法错误", "YAML syntax error"),
    Text("YAML 读不下去：{detail}", "YAML cannot be read on: {detail}"),
    Text(
        "检查这一行和上一行的缩进、冒号后的空格与引号；含“: ”或“#”的文字要加引号或用 |",
        "check indentation, the space after a colon and the quotes on this line and the one above; "
        "text with `: ` or ` #` needs quotes or a | block",
    ),
    Text("文件必须是有效的 YAML。", "The file must be valid YAML."),
    bad="title: {zh: 面包变硬\n",
    good="title: {zh: 面包变硬, en: Stale bread}\n",
)
FEATURE: Final = Rule(
    "KB106",
    Text("不用的 YAML 写法", "YAML feature that is not used here"),
    Text("不允许使用{what}", "{what} is not allowed"),
    Text("把内容直接写出来", "write the content out"),
    Text(
        "锚点、别名、标签和多文档会让文件难读，也可被用来耗尽内存；转义写法能把看不见的字符藏进文件。",
        "Anchors, aliases, tags and several documents make files hard to read and can be used to exhaust memory; "
        "escapes can hide characters in a file that looks clean.",
    ),
    bad="summary: &s\n  zh: 面包变硬。\n  en: Bread goes hard.\nimpact: *s\n",
    good="summary:\n  zh: 面包变硬。\n  en: Bread goes hard.\nimpact:\n  zh: 面包变硬。\n  en: Bread goes hard.\n",
)
DUPLICATE_KEY: Final = Rule(
    "KB107",
    Text("重复的键", "Duplicate key"),
    Text("“{key}”在第 {first} 行已经写过", "`{key}` was already written in line {first}"),
    Text("合并两处，只留一个", "merge the two and keep one"),
    Text("多数 YAML 程序会悄悄只留最后一个，前面的内容就丢了。", "Most YAML readers silently keep the last one only."),
    bad="status: draft\nstatus: reviewed\n",
    good="status: reviewed\n",
)
AMBIGUOUS: Final = Rule(
    "KB108",
    Text("YAML 会误读的值", "Value that YAML misreads"),
    Text("{value} 不加引号会被 YAML 读成{type}", "{value} without quotes is read by YAML as {type}"),
    Text('写成 "{value}"', 'write "{value}"'),
    Text(
        "不同的 YAML 程序对 no、1.10、012、2026-11-24 的理解不一样；引号让它只有一种读法。",
        "YAML readers disagree on no, 1.10, 012 and 2026-11-24; quotes leave one reading.",
    ),
    bad="created: 2026-01-10\n",
    good='created: "2026-01-10"\n',
)
BOUNDS: Final = Rule(
    "KB109",
    Text("嵌套过深或节点过多", "Too deep or too many nodes"),
    Text("{what}超过上限 {limit}", "{what} exceeds the limit of {limit}"),
    Text("简化结构", "make the structure simpler"),
    Text(
        "上限保证任何输入都能在有限时间和内存内查完。", "The limit bounds the time and memory that any input can take."
    ),
    bad="related: [[[[[[[[[[[[[[[[[[wasted-flour]]]]]]]]]]]]]]]]]]\n",
    good="related: [wasted-flour]\n",
)
EMPTY: Final = Rule(
    "KB110",
    Text("空文件", "Empty file"),
    Text("文件里没有内容", "the file has no content"),
    Text("写入条目，或删掉文件", "write the entry, or delete the file"),
    Text("空文件多半是忘了保存。", "An empty file is mostly a forgotten save."),
    bad="# problems/soft-crust.yaml\n\n",
    good=(
        "# problems/soft-crust.yaml (like stale-bread)\n"
        "title: {zh: 外皮变软, en: Soft crust}\n"
        "aliases: {zh: [], en: []}\n"
    ),
)
STRAY: Final = Rule(
    "KB111",
    Text("不该在这里的文件", "File that does not belong here"),
    Text("{what}", "{what}"),
    Text(
        "条目放在 data/<类型>/<id>.yaml；其他文件移出数据目录",
        "entries are data/<type>/<id>.yaml; move other files out of the data directory",
    ),
    Text(
        "数据目录里只放会被读取的文件，这样不会有内容悄悄被忽略。",
        "The data directory holds only files that are read, so that nothing is silently ignored.",
    ),
    bad="# notes.txt\nAsk the miller.\n",
    good="# problems/stale-bread.yaml\nstatus: draft\n",
)
FORMER_ID: Final = Rule(
    "KB113",
    Text("用了旧编号", "Former id"),
    Text("“{old}”现在叫“{new}”", "`{old}` is called `{new}` now"),
    Text("运行 kb check --fix 一次改好；不改也能用", "run `kb check --fix`; until then it works as it is"),
    Text(
        "改名和使用旧编号可以同时发生在两个分支上，合并以后都还有效。",
        "One branch may rename what another goes on using: once merged, both hold.",
    ),
    "hint",
    bad="related: [flour-waste]\n# problems/wasted-flour.yaml\nformer_ids: [flour-waste]\n",
    good="related: [wasted-flour]\n# problems/wasted-flour.yaml\nformer_ids: [flour-waste]\n",
)
MISSING_FILE: Final = Rule(
    "KB112",
    Text("缺少必需的文件", "Required file is missing"),
    Text("找不到 {file}", "{file} is missing"),
    Text("补上这个文件；可参考 examples/minimal", "add the file; examples/minimal shows one"),
    Text("没有它，站点的名称、领域或词汇表就无从谈起。", "The site's name, areas or vocabularies come from it."),
    bad="# areas.yaml (deleted)\n",
    good=(
        "# areas.yaml\n"
        "areas:\n"
        "  - id: storage\n"
        "    title: {zh: 存放, en: Storage}\n"
        "    summary: {zh: 出炉以后的事。, en: What happens after the oven.}\n"
    ),
)

MISSING_FIELD: Final = Rule(
    "KB201",
    Text("缺少字段", "Missing field"),
    Text("缺少字段“{key}”（{purpose}）", "field `{key}` is missing ({purpose})"),
    Text("补上 {key}；没有内容的列表写 []", "add {key}; a list without content is written []"),
    Text("字段齐全，页面才完整；空缺要明写。", "Complete fields make complete pages; gaps are stated."),
    bad="severity:\n  level: 2\n",
    good="severity:\n  level: 2\n  basis: {zh: 只是浪费。, en: It is waste and no more.}\n",
)
UNKNOWN_FIELD: Final = Rule(
    "KB202",
    Text("未知字段", "Unknown field"),
    Text("没有“{key}”这个字段{suggestion}", "there is no field `{key}`{suggestion}"),
    Text("改名或删掉；这里可用：{allowed}", "rename or remove it; allowed here: {allowed}"),
    Text("写错的字段名会让内容悄悄消失。", "A misspelt field would silently lose its content."),
    bad="severity:\n  level: 2\n  basis: {zh: 只是浪费。, en: It is waste and no more.}\n  colour: red\n",
    good="severity:\n  level: 2\n  basis: {zh: 只是浪费。, en: It is waste and no more.}\n",
)
WRONG_TYPE: Final = Rule(
    "KB203",
    Text("类型不对", "Wrong type"),
    Text("“{key}”应是{expected}，这里却是{found}", "`{key}` must be {expected}, but is {found}"),
    Text("改成{expected}", "make it {expected}"),
    Text("每个字段只有一种形状。", "Each field has one shape."),
    bad="symptoms:\n  zh: 早上切不动。\n  en: It resists the knife.\n",
    good="symptoms:\n  - zh: 早上切不动。\n    en: It resists the knife.\n",
)
EMPTY_VALUE: Final = Rule(
    "KB204",
    Text("空值", "Empty value"),
    Text("“{key}”是空的", "`{key}` is empty"),
    Text("写上内容；可省略的字段就整行删掉", "write its content; an optional field is left out altogether"),
    Text("空文字在页面上是个洞。", "An empty text is a hole in a page."),
    bad="impact:\n  zh: 卖不掉的面包要扔。\n  en: ''\n",
    good="impact:\n  zh: 卖不掉的面包要扔。\n  en: What cannot be sold is thrown away.\n",
)
NOT_ALLOWED: Final = Rule(
    "KB205",
    Text("不在可选值之内", "Value not in the list"),
    Text("“{key}”不能是 {value}{suggestion}", "`{key}` cannot be {value}{suggestion}"),
    Text("可选：{allowed}", "one of: {allowed}"),
    Text("固定的词表让条目可以筛选和比较。", "Closed lists let entries be filtered and compared."),
    bad="status: final\n",
    good="status: reviewed\n",
)
FORMAT: Final = Rule(
    "KB206",
    Text("格式不对", "Wrong format"),
    Text("“{key}”应是{expected}，这里是 {value}", "`{key}` must be {expected}, but is {value}"),
    Text("改成{expected}", "make it {expected}"),
    Text("编号、日期和网址要能被程序读懂。", "Ids, dates and addresses must be readable by programs."),
    bad='created: "2026-02-30"\n',
    good='created: "2026-01-10"\n',
)
RANGE: Final = Rule(
    "KB207",
    Text("超出范围", "Out of range"),
    Text("“{key}”应在 {low} 到 {high} 之间，这里是 {value}", "`{key}` must be {low} to {high}, but is {value}"),
    Text("改到范围之内", "bring it into the range"),
    Text("等级的含义只在范围内有定义。", "Levels have a meaning only within the range."),
    bad="severity:\n  level: 9\n  basis: {zh: 只是浪费。, en: It is waste and no more.}\n",
    good="severity:\n  level: 2\n  basis: {zh: 只是浪费。, en: It is waste and no more.}\n",
)
MISSING_LANGUAGE: Final = Rule(
    "KB208",
    Text("缺一种语言", "A language is missing"),
    Text("“{key}”缺少{language}", "`{key}` lacks its {language} text"),
    Text(
        "补上 {lang}：与另一种语言同义，数字和引用一致", "add {lang}: same meaning, numbers and citations as the other"
    ),
    Text("中英文是对等的，每个字段都要有两种语言。", "Chinese and English are equals: every field has both."),
    bad="impact:\n  zh: 卖不掉的面包要扔。\n",
    good="impact:\n  zh: 卖不掉的面包要扔。\n  en: What cannot be sold is thrown away.\n",
)
TOO_FEW: Final = Rule(
    "KB209",
    Text("条数不足", "Too few items"),
    Text("“{key}”至少要有 {least} 条，这里有 {found} 条", "`{key}` needs at least {least}, but has {found}"),
    Text("补足条数", "add what is missing"),
    Text("少于这个数，页面就回答不了读者的问题。", "With fewer the page does not answer its reader."),
    bad="symptoms: []\n",
    good="symptoms:\n  - {zh: 早上切不动。, en: It resists the knife.}\n",
)
TOO_LONG: Final = Rule(
    "KB210",
    Text("句子过多", "Too many sentences"),
    Text("“{key}”至多 {most} 句，这里有 {found} 句", "`{key}` has {found} sentences, the limit is {most}"),
    Text("删短，细节放到正文字段", "shorten it; details belong into the longer fields"),
    Text("概要出现在列表和搜索结果里，要一眼读完。", "Summaries appear in lists and search results."),
    bad="summary:\n  zh: 面包放一夜。它变硬。没人买。\n  en: Bread stands overnight. It goes hard. Nobody buys it.\n",
    good="summary:\n  zh: 面包放一夜就变硬。没人买。\n  en: Bread goes hard overnight. Nobody buys it.\n",
)
REPEATED: Final = Rule(
    "KB211",
    Text("列表中有重复", "Repeated list item"),
    Text("“{key}”里 {value} 出现了两次", "{value} occurs twice in `{key}`"),
    Text("删掉一个", "remove one"),
    Text("重复的项没有意义，多半是误粘。", "A repeated item means nothing and is mostly a slip."),
    bad="related: [wasted-flour, wasted-flour]\n",
    good="related: [wasted-flour]\n",
)

RULES: Final = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
