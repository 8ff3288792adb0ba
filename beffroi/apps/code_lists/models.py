"""Code lists, their versions and codes. Public reference data: no organisation, nothing about citizens."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, QuerySet

from beffroi.apps.code_lists import states
from beffroi.apps.code_lists.permissions import visible
from beffroi.kernel.actor import Actor
from beffroi.kernel.localized import LocalizedField


class CodeList(models.Model):
    """A list and where it comes from, as `data/lists.yaml` says. What it holds is in its current version.

    No personal data.
    """

    key = models.SlugField(max_length=60, unique=True)
    annex = models.PositiveSmallIntegerField(null=True)  # number among the NSSO's structured annexes
    position = models.PositiveSmallIntegerField()
    owner = models.SlugField(max_length=20)
    owner_name = LocalizedField()
    title = LocalizedField(required=("fr", "nl", "de", "en"))
    description = LocalizedField()
    source_url = models.URLField(blank=True)
    licence = LocalizedField()
    attribution = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField(default=3)  # orders equal search hits, 0 first
    explains_messages = models.BooleanField(default=False)  # its codes are looked for in pasted messages
    links = models.JSONField(default=dict)  # {column: key of the list whose codes it holds}
    columns = models.JSONField(default=dict)  # {column: {language: label}}
    search_text = models.TextField(default="")  # its key, number, titles and descriptions, folded
    current_version = models.ForeignKey("ListVersion", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.key


class ListVersion(models.Model):
    """One state of a list. Never deleted, its codes neither.

    Personal data: name and id of the professionals who proposed, submitted and published it, kept as long as the
    version, because a published reference must say who answered for it.
    """

    SOURCES = ("reference", "upload")

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=states.DRAFT)
    source = models.CharField(max_length=10, default="upload")
    checksum = models.CharField(max_length=64)  # SHA-256 of the table it was read from
    entry_count = models.PositiveIntegerField()
    note = models.CharField(max_length=500, blank=True)
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by_id = models.UUIDField(null=True)
    proposed_by_name = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField()
    submitted_by_id = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    published_by_id = models.UUIDField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_list", "label"], name="code_list_version_label_once"),
            models.CheckConstraint(name="code_list_version_state_known", condition=Q(state__in=states.VERSION.states)),
            models.CheckConstraint(
                name="code_list_version_source_known", condition=Q(source__in=("reference", "upload"))
            ),
            models.CheckConstraint(
                name="code_list_version_published_dated",
                condition=~Q(state=states.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="code_list_version_two_persons",
                condition=Q(published_by_id__isnull=True)
                | (~Q(published_by_id=F("proposed_by_id")) & ~Q(published_by_id=F("submitted_by_id"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code_list_id} {self.label}"

    @classmethod
    def visible_to(cls, actor: Actor) -> "QuerySet[ListVersion]":
        return cls.objects.filter(visible(actor))

    @property
    def proposers(self) -> frozenset[UUID]:
        """Those who put it forward and so may not publish it."""
        return frozenset(person for person in (self.proposed_by_id, self.submitted_by_id) if person)


class Code(models.Model):
    """One line of a version. `valid_until` is exclusive; without bounds it was and is always valid.

    No personal data.
    """

    version = models.ForeignKey(ListVersion, on_delete=models.PROTECT, related_name="codes", db_index=False)
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=200)
    variant = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    parent = models.CharField(max_length=200, blank=True)
    labels = LocalizedField()
    short = LocalizedField()
    extra = models.JSONField(default=dict)
    replaced_by = ArrayField(models.CharField(max_length=200), default=list)
    damage = ArrayField(models.CharField(max_length=20), default=list)
    code_folded = models.CharField(max_length=400)
    search_text = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="code_not_empty", condition=~Q(code="")),
            models.CheckConstraint(
                name="code_period_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from"))
                | Q(damage__contains=["inverted_dates"]),
            ),
            models.CheckConstraint(name="code_not_its_own_parent", condition=~Q(parent=F("code"))),
            ExclusionConstraint(
                name="code_periods_do_not_overlap",
                expressions=[
                    ("version", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("variant", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_until", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(damage__contains=["inverted_dates"]),
            ),
        ]
        indexes = [
            models.Index(fields=["version", "position"], name="code_in_order"),
            models.Index(fields=["version", "code_folded"], name="code_by_code"),
            models.Index(fields=["version", "parent"], name="code_by_parent", condition=~Q(parent="")),
            GinIndex(fields=["search_text"], name="code_by_text", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["replaced_by"], name="code_by_successor"),
        ]

    def __str__(self) -> str:
        return self.code


class SearchWord(models.Model):
    """Every word of every label, once: what a mistyped word is compared with. No personal data."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], name="search_word_near", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word
