"""Lists of the Crossroads Bank and of the National Register."""

from pathlib import Path

from beffroi.apps.code_lists.management.conversion.reading import rows_of, texts, told_apart
from beffroi.apps.code_lists.rules.entries import Entry


def quality_codes(data: Path) -> list[Entry]:
    """One number means something else in each sector: the sector is the variant, and a link to the list of sectors."""
    return told_apart(
        Entry(
            code=row["quality_code"],
            variant=row["sector_code"],
            labels=texts(fr=row["label_fr"], nl=row["label_nl"], de=row["label_de"]),
            extra={"sector": row["sector_code"]},
        )
        for row in rows_of(data / "codelists" / "bcss_quality_codes.csv")
    )


def sectors(data: Path) -> list[Entry]:
    """Institution type 0 is the sector's managing institution and stands for the sector; the others hang under it."""
    rows = list(rows_of(data / "codelists" / "bcss_sectors.csv"))
    managed = {row["sector_code"] for row in rows if row["institution_code"] == "0"}
    return told_apart(
        Entry(
            code=row["sector_code"]
            if row["institution_code"] == "0"
            else f"{row['sector_code']}.{row['institution_code']}",
            parent=row["sector_code"] if row["institution_code"] != "0" and row["sector_code"] in managed else "",
            labels=texts(fr=row["name_fr"], nl=row["name_nl"]),
            short=texts(fr=row["abbr_fr"], nl=row["abbr_nl"]),
        )
        for row in rows
    )


def register_types(data: Path) -> list[Entry]:
    return told_apart(
        Entry(
            code=row["information_type"],
            labels=texts(fr=row["label_fr"]),
            extra=dict(texts(fields=row["xsd_fields"].replace("|", ", "))),
        )
        for row in rows_of(data / "codelists" / "rrn_information_types.csv")
    )
