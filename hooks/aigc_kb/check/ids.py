"""Ids: file names, uniqueness, and the promise that none is ever re-used or lost (KB30x)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aigc_kb.check.registry import check
from aigc_kb.load.store import ENTRY_FOLDERS, FOLDERS, Store
from aigc_kb.model.fields import DEVICE_NAMES
from aigc_kb.model.finding import Finding, Place, Rule
from aigc_kb.model.text import Text

FILE_NAME: Final = Rule(
    "KB301",
    Text("文件名与 id 不同", "File name differs from id"),
    Text("id 是“{id}”，文件名却是“{file}”", "the id is `{id}`, but the file is called `{file}`"),
    Text("让两者相同；改名用 kb rename", "make them equal; use `kb rename` to rename an entry"),
    Text("文件名就是 id，链接才找得到文件。", "The file name is the id, so that a link finds its file."),
    bad="id: stale-loaf\n",
    good="id: stale-bread\n",
)
RESERVED: Final = Rule(
    "KB304",
    Text("Windows 保留的名字", "A name that Windows reserves"),
    Text("“{id}”是 Windows 的设备名，不能作 id", "`{id}` is the name of a device in Windows and cannot be an id"),
    Text("取一个更长的 id，如 {id}-note", "choose a longer id, such as `{id}-note`"),
    Text(
        "id 就是文件名；在 Windows 上这样的文件存不下，整个仓库都无法检出。",
        "The id is the file's name, and Windows cannot store such a file: nobody there could check out the repository.",
    ),
    bad="# mitigations/aux.yaml (like sourdough)\ntitle: {zh: 改良剂, en: Additives}\n",
    good="# mitigations/additives.yaml (like sourdough)\ntitle: {zh: 改良剂, en: Additives}\n",
)
TAKEN: Final = Rule(
    "KB302",
    Text("id 已被占用", "Id is taken"),
    Text("id“{id}”已被 {other} 占用", "the id `{id}` is already taken by {other}"),
    Text("另取一个 id", "choose another id"),
    Text(
        "条目的 id 在所有类型中唯一，曾用 id 也不能改作他用，否则旧链接会指错。",
        "Ids are unique over all types, and former ids are never re-used: old links would lead elsewhere.",
    ),
    bad="# mitigations/wasted-flour.yaml (like sourdough)\ntitle: {zh: 解冻, en: Thawing}\n",
    good="# mitigations/thawing.yaml (like sourdough)\ntitle: {zh: 解冻, en: Thawing}\n",
)
VANISHED: Final = Rule(
    "KB308",
    Text("发布过的 id 不见了", "A published id is gone"),
    Text(
        "{folder}/{id} 发布过，现在没有这个文件，也没有条目把它列入 former_ids",
        "{folder}/{id} was published, but there is no such file and no entry lists it under former_ids",
    ),
    Text(
        "恢复文件；若已改名，把旧 id 写进新条目的 former_ids",
        "restore the file; if it was renamed, list the old id under former_ids of the new entry",
    ),
    Text("别人可能已经引用了这个地址，网址一经发布就不撤。", "Others may cite the address: no URL is ever removed."),
    bad="# ids.lock\nproblems/mouldy-bread\n",
    good="# ids.lock\nproblems/mouldy-bread\n# problems/stale-bread.yaml\nformer_ids: [mouldy-bread]\n",
)


@check(FILE_NAME)
def file_name_is_id(store: Store) -> Iterator[Finding]:
    for folder in FOLDERS:
        for name, item in store.folder(folder).items():
            if item.value.id != name:
                yield Finding(FILE_NAME, item.place("id"), {"id": item.value.id, "file": f"{name}.yaml"})


@check(RESERVED)
def ids_are_possible_file_names(store: Store) -> Iterator[Finding]:
    for items in (*(store.folder(folder) for folder in FOLDERS), store.areas):
        for item in items.values():
            if item.value.id in DEVICE_NAMES:
                yield Finding(RESERVED, item.place("id"), {"id": item.value.id})


@check(TAKEN)
def ids_are_unique(store: Store) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for folder in ENTRY_FOLDERS:
        # Whichever sorts first: to blame is the name with capitals, not the one that is as it should be.
        for key, path in sorted(store.ids.get(folder, {}).items(), key=lambda known: known[0] != known[0].lower()):
            if key.lower() in taken:
                yield Finding(TAKEN, Place(path), {"id": key, "other": taken[key.lower()]})
            taken.setdefault(key.lower(), path)
    for _, _, item in store.entries():
        for index, former in enumerate(item.value.former_ids):
            if former in taken:
                yield Finding(TAKEN, item.place("former_ids", index), {"id": former, "other": taken[former]})
            taken.setdefault(former, f"{item.source.path} (former_ids)")


@check(VANISHED)
def published_ids_stay(store: Store) -> Iterator[Finding]:
    former = {f for _, _, item in store.entries() for f in item.value.former_ids}
    for place, folder, key in store.locked:
        if key not in store.ids.get(folder, {}) and key not in former:
            yield Finding(VANISHED, place, {"folder": folder, "id": key})
