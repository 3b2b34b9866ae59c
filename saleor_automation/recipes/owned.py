"""The parts that are a recipe's own: templates, coupons, segments, product lists and journeys.

Each kind can be read, made and changed by its slug. A part is written again only while its content is what the
recipe wrote last: what people have edited since stays theirs.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Model

from ..coupons.models import CouponPolicy
from ..coupons.policies import ensure_policy
from ..journeys.models import Journey, JourneyStatus
from ..messages.models import Template
from ..product_lists.editing import create_list, update_list
from ..product_lists.models import ProductList
from ..segments.models import Segment
from ..segments.saving import create_segment, update_segment


def fingerprint(content: Any) -> str:
    """Return a short text that differs for different contents, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class OwnPart(ABC):
    """One part as the recipe wants it: slug in the shop, name for people, content as JSON."""

    slug: str
    name: str
    content: Any

    kind: ClassVar[str]

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.slug}"

    @abstractmethod
    def current(self) -> Any | None:
        """Return the content the shop has under this slug, None if there is none; nobody changes it until the end of
        the transaction, so that it is still what was looked at when it is written."""

    @abstractmethod
    def write(self, now: datetime) -> None:
        """Make it, or give it this content. Raises InvalidDefinition, Conflict."""


def _locked(model: type[Model], slug: str, column: str) -> Any | None:
    rows = model._default_manager.filter(slug=slug).order_by()
    is_there = rows.select_for_update().values_list("pk", flat=True).first() is not None
    return rows.values_list(column, flat=True).first() if is_there else None


class OwnTemplate(OwnPart):
    kind = "template"

    def current(self) -> Any | None:
        return _locked(Template, self.slug, "content")

    def write(self, now: datetime) -> None:
        template = Template.objects.select_for_update().filter(slug=self.slug).first()
        if template is None:
            Template.objects.create(slug=self.slug, name=self.name, content=self.content, updated_at=now)
        else:
            template.content, template.updated_at = self.content, now
            template.revision += 1
            template.save(update_fields=["content", "updated_at", "revision"])


class OwnCoupon(OwnPart):
    kind = "coupon"

    def current(self) -> Any | None:
        return _locked(CouponPolicy, self.slug, "terms__definition")

    def write(self, now: datetime) -> None:
        # A draft may be imported before the shop has its channels; publishing is when it has to fit.
        ensure_policy(self.slug, self.name, self.content, now)


class OwnSegment(OwnPart):
    kind = "segment"

    def current(self) -> Any | None:
        return _locked(Segment, self.slug, "condition")

    def write(self, now: datetime) -> None:
        segment = Segment.objects.filter(slug=self.slug).first()
        if segment is None:
            create_segment(self.name, self.content, now, slug=self.slug)
        else:
            update_segment(segment.pk, now, condition=self.content)


class OwnProductList(OwnPart):
    kind = "product_list"

    def current(self) -> Any | None:
        return _locked(ProductList, self.slug, "definition")

    def write(self, now: datetime) -> None:
        product_list = ProductList.objects.filter(slug=self.slug).first()
        if product_list is None:
            create_list(self.name, self.content, now, slug=self.slug)
        else:
            update_list(product_list.pk, now, definition=self.content)


@dataclass(frozen=True)
class OwnJourney(OwnPart):
    """settings are columns a new journey gets: recipe, priority, holdout_percent."""

    settings: Mapping[str, Any]

    kind = "journey"

    def current(self) -> Any | None:
        return _locked(Journey, self.slug, "draft")

    def write(self, now: datetime) -> None:
        journey = Journey.objects.select_for_update().filter(slug=self.slug).first()
        if journey is None:
            Journey.objects.create(
                slug=self.slug, name=self.name, draft=self.content, created_at=now, updated_at=now, **self.settings
            )
        elif journey.status != JourneyStatus.ARCHIVED:
            journey.draft, journey.updated_at, journey.edited_at = self.content, now, now
            # Whoever has the draft open is told when they save.
            journey.revision += 1
            journey.edited_by = f"recipe:{self.settings['recipe']}"[:64]
            journey.save(update_fields=["draft", "updated_at", "edited_at", "edited_by", "revision"])
