"""What is done with each kind of line."""

from app.catalog.price_list import detail_step, name_step, price_step, variant_step
from app.catalog.price_list.line import CHOICES, ITEM, NAME, PRICE, STOCK, WHOLE

STEPS = {
    NAME: name_step.take,
    ITEM: price_step.take_item,
    PRICE: price_step.take_price,
    WHOLE: detail_step.take_wholesale,
    STOCK: detail_step.take_stock,
    CHOICES: variant_step.take,
}
