"""A name without a price: heading, product with variants, product priced further on, or goods to be asked about."""

from app.catalog.price_list import choice_step, doubt
from app.catalog.price_list.assembly import Assembly
from app.catalog.price_list.head import alike, is_category, is_title, nests, parent_score
from app.catalog.price_list.line import FACT, ITEM, NAME, PRICE, Line
from app.catalog.price_list.offer import Offer
from app.catalog.price_list.outlook import names_below
from app.catalog.price_list.row import PREORDER, READY
from app.catalog.price_list.variant_step import choice_of

_LONGEST = 6  # lines of a description
_CERTAIN = 0.8
_FIGURES = 2


def take(work: Assembly, line: Line, index: int) -> None:
    """Decide what a name is, from what stands around it."""
    if work.heir is not None and _inherits(work, line):
        return
    if choice_step.take(work, line, index):
        return
    if work.muted and (line.bullet or line.colon):
        return
    ahead, after = work.ahead[index], work.after(index)
    if _lists_variants(work, line, index):
        return
    if _waits(work, line, index):
        _await(work, line, index)
    elif index in work.verdicts and _heads(work, line, index):
        return
    elif line.stock and not work.rows and ahead.gapped and line.stock[0] in {READY, PREORDER}:
        heading(work, line)
    elif line.stock and not is_category(line):
        _unpriced(work, line)
    elif ahead.detailed and not is_category(line):
        _await(work, line, index)
    elif _is_sibling(work, line, after, gapped=ahead.gapped) or _has_figures(line):
        _unpriced(work, line)
    elif is_category(line) or line.stands_out or line.caps or line.colon:
        heading(work, line)
    elif _is_in_a_list(line, None if ahead.gapped else after):
        _unpriced(work, line)


def _has_figures(line: Line) -> bool:
    """`Hem panjang 1 145 2 270`: prices in a manner that we cannot read."""
    spans = line.reading.spans
    return len(spans) > _FIGURES and all(span.kind == "number" for span in spans[-_FIGURES:])


def _is_in_a_list(line: Line, after: Line | None) -> bool:
    return line.bullet in {"-", "1"} and len(line.words) < 6 and after is not None and alike(line, after)


def _waits(work: Assembly, line: Line, index: int) -> bool:
    """Whether the price of this name stands by itself on a later line."""
    ahead, after = work.ahead[index], work.after(index)
    if after is None or after.kind not in {PRICE, NAME}:
        return False
    if after.kind == PRICE:
        return not (ahead.gapped and ahead.detailed)
    return work.gap and _titles_block(work, line, index)


def _lists_variants(work: Assembly, line: Line, index: int) -> bool:
    """A name, its colours or flavours below it, then the price of all of them."""
    ahead, after = work.ahead[index], work.after(index)
    if after is None or after.kind != NAME or ahead.gapped or ahead.next is None:
        return False
    named = choice_step.run_below(work, line, ahead.next)
    if not (named or nests(line, after)):
        return False
    below = named or names_below(work.lines, ahead.next)
    beyond = work.ahead[ahead.next + len(below) - 1]
    if beyond.gapped or beyond.next is None or work.lines[beyond.next].kind != PRICE:
        return False
    if not named and parent_score(line, below, gapped=False) < _CERTAIN:
        return False
    work.settle()
    work.close()
    work.pending = work.begin(line)
    work.pending.choices = [choice_of(child) for child in below]
    for child in below:
        child.kind = FACT
    return True


def _titles_block(work: Assembly, line: Line, index: int) -> bool:
    """The first name of a block with one price: what stands between describes it."""
    place, names = index, 0
    while names < _LONGEST:
        ahead = work.ahead[place]
        if ahead.next is None or ahead.gapped:
            return False
        place, names = ahead.next, names + 1
        if work.lines[place].kind != NAME or (alike(line, work.lines[place]) and line.bullet):
            break
    last = work.ahead[place]
    ends = last.next is None or last.gapped
    return work.lines[place].kind == PRICE and ends and not is_category(line)


def heading(work: Assembly, line: Line) -> None:
    """Begin a section."""
    work.settle()
    work.category = None if is_title(line) else line.name
    work.availability = line.stock[0] if line.stock else ""
    work.close()
    work.product, work.muted, work.unsure = None, False, False


def _heads(work: Assembly, line: Line, index: int) -> bool:
    """Take the line as a product with variants below, or as a heading. False when it is neither."""
    verdict = work.verdicts[index]
    if verdict.score > 0:
        work.settle()
        work.product = work.begin(line)
        work.close()
        work.parent = line
        if verdict.unsure or _shares(work, line):
            work.product.doubts.append(("name", doubt.NAME_GROUP))
        return True
    first = verdict.group[0]
    if _is_sibling(work, line, first, gapped=work.ahead[index].gapped):
        return False
    stands = is_category(line) or line.stands_out or line.colon or line.bullet == "e" or nests(line, first)
    if not (stands or (line.caps and not first.caps) or work.gap):
        return False
    heading(work, line)
    work.unsure = verdict.unsure
    return True


def _shares(work: Assembly, line: Line) -> bool:
    """Whether names of the same kind stand right above, which the prices below may be for as well."""
    before = work.before
    return before is not None and not work.gap and before.kind == NAME and alike(before, line) and not before.stands_out


def _is_sibling(work: Assembly, line: Line, after: Line | None, *, gapped: bool) -> bool:
    """An unpriced name among priced lines of its own kind is goods whose price was forgotten."""
    before = work.before
    if line.stands_out or is_category(line):
        return False
    if line.bullet and not line.caps and after is not None and after.kind == ITEM and not gapped and alike(after, line):
        return True
    if before is None or work.gap or before.kind not in {ITEM, NAME, PRICE}:
        return False
    if not alike(line, before) or (line.caps and not before.caps):
        return False
    if line.bullet:
        return True
    if after is not None and after.kind == ITEM and not gapped and alike(after, line):
        return True
    return before.kind != NAME and len(line.words) < 4 and not line.colon


def _await(work: Assembly, line: Line, index: int) -> None:
    """A name whose price stands on a later line; a second name in the same block describes the first."""
    if work.pending is not None and not work.gap and not _alternates(work, index):
        return
    work.pending = work.begin(line)
    work.close()


def _alternates(work: Assembly, index: int) -> bool:
    """Whether names and prices take turns from here on, so that each name is a product."""
    kinds: list[str] = []
    place: int | None = index
    for _ in range(3):
        ahead = work.ahead[place] if place is not None else None
        place = ahead.next if ahead is not None else None
        if place is None or ahead is None or (kinds and ahead.gapped):
            return False
        kinds.append(work.lines[place].kind)
    return kinds == [PRICE, NAME, PRICE]


def _unpriced(work: Assembly, line: Line) -> None:
    work.settle()
    work.product = work.begin(line)
    work.rows += work.product.take(Offer(), None, line.number)


def _inherits(work: Assembly, line: Line) -> bool:
    """A name below a price that was said once for all."""
    assert work.heir is not None
    first = work.child or line
    if not alike(line, first) or line.stands_out or (work.gap and work.child is not None):
        work.close()
        return False
    work.child = first
    offer = Offer(price=work.heir.price, unit=work.heir.unit, doubts=list(work.heir.doubts))
    if line.stock:
        offer.availability, offer.stock = line.stock
    if work.parent is None or work.product is None:
        work.product = work.begin(line)
        work.rows += work.product.take(offer, None, line.number)
    else:
        work.rows += work.product.take(offer, line.name, line.number)
    return True
