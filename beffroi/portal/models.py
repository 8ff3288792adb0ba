"""The portal's tables: the catalogue (reference data, loaded from YAML), the sessions, what each person prefers.

The catalogue belongs to no organisation: everybody sees the same. A person's own rows are walled in by his account
(row-level security in the first migration); they hold no data of an organisation.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from beffroi.kernel.localized import LANGUAGES, LocalizedField


class CatalogueVersion(models.Model):
    """One row. `checksum` is of the files the catalogue was loaded from; readers keep theirs until it changes.

    No personal data.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="catalogue_has_one_version", condition=models.Q(id=1))]


class Audience(models.Model):
    """`elsewhere`: address of that audience's own portal; empty when its sectors are here. No personal data."""

    code = models.SlugField(primary_key=True, max_length=40)
    position = models.SmallIntegerField()
    name = LocalizedField(required=LANGUAGES)
    description = LocalizedField(required=LANGUAGES)
    icon = models.CharField(max_length=40, blank=True)
    elsewhere = models.URLField(max_length=300, blank=True)


class Sector(models.Model):
    """A branch of an audience, with its applications in their order. No personal data."""

    code = models.SlugField(primary_key=True, max_length=40)
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE)
    position = models.SmallIntegerField()
    name = LocalizedField(required=LANGUAGES)
    description = LocalizedField(required=LANGUAGES)
    icon = models.CharField(max_length=40, blank=True)


class Application(models.Model):
    """`right`: the application code a person must hold a right in; empty: open to everybody. `min_level`: 0 to 500.
    `allowed_keys`: `amr` values by which alone it opens; empty: any. `url_name`: its first page, empty: not installed. No personal data.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    name = LocalizedField(required=LANGUAGES)
    description = LocalizedField(required=LANGUAGES)
    legal_note = LocalizedField()
    icon = models.CharField(max_length=40, blank=True)
    right = models.CharField(max_length=40, blank=True)
    min_level = models.SmallIntegerField()
    allowed_keys = ArrayField(models.CharField(max_length=20), default=list)
    url_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="application_level_known", condition=models.Q(min_level__in=[0, 250, 300, 400, 450, 500])
            )
        ]


class SectorApplication(models.Model):
    """An application's place in a sector; one application may stand in several. No personal data."""

    sector = models.ForeignKey(Sector, on_delete=models.CASCADE)
    application = models.ForeignKey(Application, on_delete=models.CASCADE)
    position = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sector", "application"], name="application_once_per_sector"),
        ]


class Announcement(models.Model):
    """`dated_on` is the date it carries, `from_on`–`until_on` (exclusive) when it is shown. No sector: in all.

    No personal data.
    """

    code = models.SlugField(primary_key=True, max_length=60)
    sector = models.ForeignKey(Sector, null=True, on_delete=models.CASCADE)
    severity = models.CharField(max_length=12)
    dated_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    text = LocalizedField(required=LANGUAGES)
    link = models.URLField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="announcement_severity_known",
                condition=models.Q(severity__in=["info", "success", "warning", "danger"]),
            ),
            models.CheckConstraint(
                name="announcement_ends_after_it_begins",
                condition=models.Q(until_on=None) | models.Q(until_on__gt=models.F("from_on")),
            ),
        ]


class InformationPage(models.Model):
    """A page of the administration's own texts (about, contact, help, rules). `sections`: a list of
    `{"code", "heading": Localized, "body": Localized}`; a body is paragraphs and lists (`portal.rules.prose`).
    No personal data but the names the administration publishes itself."""

    code = models.SlugField(primary_key=True, max_length=40)
    position = models.SmallIntegerField()
    title = LocalizedField(required=LANGUAGES)
    lead = LocalizedField()
    sections = models.JSONField(default=list)


class Session(models.Model):
    """A browser's session at the portal. The cookie holds a secret key, the table its SHA-256; `data` is sealed.

    Personal data: who is signed in, by which key and since when, to keep him signed in; deleted when it ends, at the
    latest a day after its absolute end. `sid` and `sub`: the provider's session and person, by which its
    sign-out reaches us.
    """

    key_hash = models.BinaryField(primary_key=True, max_length=32)
    data = models.BinaryField()
    account_id = models.UUIDField(null=True)
    sid = models.CharField(max_length=255, blank=True)
    sub = models.CharField(max_length=255, blank=True)
    idle_until = models.DateTimeField()
    absolute_until = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["sid"], name="portal_session_by_sid", condition=~models.Q(sid="")),
            models.Index(fields=["sub"], name="portal_session_by_sub", condition=~models.Q(sub="")),
        ]


class PersonalTile(models.Model):
    """What one person does with one application: his favourites in his order, and when he last opened it.

    Personal data of the professional, for his own convenience; kept as long as his account.
    """

    account_id = models.UUIDField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE)
    favourite_position = models.SmallIntegerField(null=True)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "application"], name="one_personal_tile_per_application"),
        ]


class Preference(models.Model):
    """How one person wants the portal to look; put into his browser's cookies when he signs in. Empty: as it comes.

    Personal data: that taste, and nothing else; kept as long as his account.
    """

    account_id = models.UUIDField(primary_key=True)
    color_scheme = models.CharField(max_length=5, blank=True)
    density = models.CharField(max_length=7, blank=True, default="", db_default="")
    language = models.CharField(max_length=2, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="color_scheme_known", condition=models.Q(color_scheme__in=["", "light", "dark"])
            ),
            models.CheckConstraint(name="density_known", condition=models.Q(density__in=["", "compact"])),
            models.CheckConstraint(
                name="preferred_language_known", condition=models.Q(language__in=["", "fr", "nl", "de", "en"])
            ),
        ]
