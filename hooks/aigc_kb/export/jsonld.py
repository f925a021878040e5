"""JSON-LD (schema.org) for the head of each entry page and of the home and terms pages."""

from __future__ import annotations

from typing import Any

from aigc_kb.document.listing import Listing
from aigc_kb.export.api import dump
from aigc_kb.export.edition import HTML_LANG, Edition, words
from aigc_kb.model.entries import Case, Entry, Mitigation, Path, Problem
from aigc_kb.model.kinds import kind_of
from aigc_kb.model.registers import Reference
from aigc_kb.model.text import Lang, other

CONTEXT = "https://schema.org"


def jsonld(edition: Edition, entry: Entry, lang: Lang) -> dict[str, Any]:
    """An entry's page: a technical article, its sources, and what is special about its kind."""
    site, address = edition.kb.site, edition.entry_url(lang, entry)
    publisher = {"@type": "Organization", "name": site.publisher[lang], "url": edition.url}
    out: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "TechArticle",
        "@id": address,
        "url": address,
        "identifier": entry.id,
        "headline": entry.title[lang],
        "description": words(entry.summary[lang]),
        "inLanguage": HTML_LANG[lang],
        "datePublished": entry.created,
        "dateModified": entry.updated,
        "version": edition.version,
        "license": site.licence_url,
        "author": publisher,
        "publisher": publisher,
        "isPartOf": {"@type": "WebSite", "@id": edition.page_url(lang, ""), "name": site.title[lang]},
        "keywords": list(entry.aliases[lang]),
    }
    twin = {"@id": edition.entry_url(other(lang), entry)}
    out["translationOfWork" if entry.i18n.source != lang else "workTranslation"] = twin
    if keys := edition.references.get(entry.id):
        out["citation"] = [_citation(edition.kb.references[key]) for key in keys]
    match entry:
        case Problem():
            area = edition.kb.areas[entry.area]
            out["articleSection"] = area.title[lang]
            out["about"] = _term(edition, entry, lang)
        case Mitigation():
            out["about"] = _term(edition, entry, lang)
            steps = [{"@type": "HowToStep", "text": words(step[lang])} for step in entry.steps]
            out["mainEntity"] = {"@type": "HowTo", "name": entry.title[lang], "step": steps}
            out["mentions"] = [_mention(edition, address.problem, lang) for address in entry.addresses]
        case Case():
            out["temporalCoverage"] = entry.when
            shown = (*(x.problem for x in entry.problems), *(x.mitigation for x in entry.mitigations))
            out["mentions"] = [_mention(edition, key, lang) for key in shown]
        case Path():
            out["@type"] = "LearningResource"
            out["learningResourceType"] = kind_of(entry).name
            out["hasPart"] = [_mention(edition, stop.entry, lang) for stop in entry.stops]
    return out


def _term(edition: Edition, entry: Problem | Mitigation, lang: Lang) -> dict[str, Any]:
    """The notion that an entry defines, with its names in both languages and its counterparts in frameworks."""
    frameworks = edition.kb.frameworks
    term: dict[str, Any] = {
        "@type": "DefinedTerm",
        "name": entry.title[lang],
        "alternateName": [entry.title[other(lang)], *entry.aliases.all()],
        "termCode": entry.id,
        "description": words(entry.summary[lang]),
        "inDefinedTermSet": edition.page_url(lang, ""),
    }
    # `sameAs` claims identity: only exact matches may say so.
    if same := [frameworks[row.framework].url for row in entry.mappings if row.relation == "exact"]:
        term["sameAs"] = list(dict.fromkeys(same))
    return term


def _mention(edition: Edition, key: str, lang: Lang) -> dict[str, Any]:
    entry = edition.kb.entry(key)
    return {"@type": "TechArticle", "@id": edition.entry_url(lang, entry), "headline": entry.title[lang]}


def _citation(ref: Reference) -> dict[str, Any]:
    out = {"@type": "CreativeWork", "name": ref.title, "datePublished": ref.issued}
    return out | ({"url": ref.link} if ref.link else {})


def jsonld_terms(edition: Edition, lang: Lang) -> dict[str, Any]:
    """The page of terms: a set of defined terms."""
    page = edition.page_url(lang, "terms/")
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": page,
        "name": edition.kb.site.title[lang],
        "inLanguage": HTML_LANG[lang],
        "license": edition.kb.site.licence_url,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{page}#term-{term.id}",
                "name": term.word(lang),
                "alternateName": [term.word(other(lang)), *term.aliases.all()],
                "description": words(term.definition[lang]),
            }
            for term in edition.kb.terms.values()
        ],
    }


def jsonld_dataset(edition: Edition, lang: Lang, files: list[Listing]) -> dict[str, Any]:
    """The home or downloads page: the knowledge base as a data set with its downloads."""
    site = edition.kb.site
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": edition.page_url(lang, ""),
        "url": edition.page_url(lang, ""),
        "name": site.title[lang],
        "description": words(site.description[lang]),
        "inLanguage": list(HTML_LANG.values()),
        "license": site.licence_url,
        "version": edition.version,
        "dateModified": edition.date,
        "creator": {"@type": "Organization", "name": site.publisher[lang], "url": edition.url},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.label[lang],
                "contentUrl": f"{edition.url}{file.path}",
                "encodingFormat": file.media_type.partition(";")[0],
                "contentSize": f"{file.size} B",
            }
            for file in files
            if file.lang in (None, lang)
        ],
    }


def script_json(value: dict[str, Any]) -> str:
    """JSON for a script element of a page: nothing in it can end the element or open a comment."""
    return dump(value).replace("<", "\\u003c")
