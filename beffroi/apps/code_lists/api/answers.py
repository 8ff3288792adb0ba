"""What the API answers, as schemas: they make the OpenAPI description."""

from datetime import date

from ninja import Field, Schema


class Texts(Schema):
    """A text per language; a language without one is absent."""

    fr: str | None = None
    nl: str | None = None
    de: str | None = None
    en: str | None = None


class ListAnswer(Schema):
    key: str
    annex: int | None = Field(None, description="Number among the structured annexes of the NSSO")
    title: str
    titles: Texts
    owner: str
    version: str
    codes: int = Field(description="Lines in the current version")
    licence: str
    attribution: str
    links: dict[str, str]


class ListsAnswer(Schema):
    lists: list[ListAnswer]
    total: int


class EntryAnswer(Schema):
    code: str
    variant: str = Field(
        "", description="Tells lines of one code apart: the locality of a postcode, the sector of a quality code"
    )
    labels: Texts
    short: Texts
    valid_from: date | None = None
    valid_until: date | None = Field(None, description="First day that is no longer valid")
    parent: str | None = None
    replaced_by: list[str] = []
    extra: dict[str, str | dict[str, str]] = {}
    damage: list[str] = Field([], description="Defects of the source: damaged_label, inverted_dates, overlap")


# In a class with a field `list`, the built-in is meant by its own name below.
Entries = list[EntryAnswer]
Words = list[str]


class CodesAnswer(Schema):
    list: str
    version: str
    on: date
    total: int
    page: int
    pages: int
    corrected: str = Field("", description="The words looked for instead, when those asked were found nowhere")
    codes: Entries
    links: dict[str, str]


class CodeAnswer(Schema):
    list: str
    version: str
    code: str
    on: date
    status: str = Field(description="valid, replaced, closed, not_yet_valid or unreadable_period")
    message: str = Field(description="The same in a sentence, in the language asked")
    label: str = Field(description="In the language asked, else in label_language")
    label_language: str
    since: date | None = None
    until: date | None = None
    replaced_by: Words = []
    valid_again_from: date | None = None
    entries: Entries
    links: dict[str, str | Words]


class VersionAnswer(Schema):
    label: str
    state: str
    published_at: str | None = None
    withdrawn_at: str | None = None
    codes: int
    checksum: str
    note: str = ""
    is_current: bool


Versions = list[VersionAnswer]


class VersionsAnswer(Schema):
    list: str
    versions: Versions


class ChangeAnswer(Schema):
    code: str
    variant: str
    kinds: Words
    before: Entries
    after: Entries


Changes = list[ChangeAnswer]


class DifferenceAnswer(Schema):
    list: str
    before: str
    after: str
    counts: dict[str, int]
    changes: Changes
    total: int
    page: int
    pages: int
