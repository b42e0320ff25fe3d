"""The invented shop Fern & Kettle: what it sells, at which price, and what goes with what.

Everything here was made up for this project. Products lie in families; within a family they stand in three
price levels. `PAIRS` and `FAMILY_PULL` are the truths that a recommender trained on the sample may find.
"""

from __future__ import annotations

from dataclasses import dataclass

SHOP_NAME = "Fern & Kettle"
CURRENCY = "GBP"
TIMEZONE = "Europe/London"
WEB_SHOP = "https://fern-and-kettle.example"
SENDER_EMAIL = "hello@fern-and-kettle.example"
POSTAL_ADDRESS = "Fern & Kettle, 1 Sample Lane, Exampleton EX4 0PL"


@dataclass(frozen=True)
class Item:
    """One product: price in main units, `level` 1 (plain) to 3 (fine), `pull` its share of the demand."""

    code: str
    name: str
    family: str
    price: float
    level: int
    pull: float
    description: str


@dataclass(frozen=True)
class Family:
    """Products of one kind.

    `used_up` says that people buy the same one again; `cost_share` of the price is what it costs the shop;
    `pull` is the family's share of the demand; `vat` whether the price holds 20 % value added tax; `noun`
    and `noun_zh` are what a reviewer calls any of them.
    """

    code: str
    name: str
    used_up: bool
    pull: float
    cost_share: float
    vat: bool
    noun: str
    noun_zh: str
    items: tuple[tuple[str, float, str], ...]


FAMILIES = (
    Family("BLK", "Black tea", True, 1.5, 0.38, False, "tea", "茶", (
        ("Kettle Breakfast, 250 g", 8.50, "Assam and Kenya for the first pot of the day, brisk and malty."),
        ("Fern House Blend, 100 g", 5.50, "Our mildest everyday black tea, happy with or without milk."),
        ("Earl Grey Bergamot, 100 g", 6.50, "Ceylon leaves with cold-pressed bergamot oil."),
        ("Smoky Lapsang, 75 g", 8.00, "Pine-smoked leaves from the Wuyi hills; a campfire in a cup."),
        ("First Flush Darjeeling, 50 g", 14.50, "Picked in March, light as muscat grapes."),
        ("Keemun Hao Ya, 50 g", 16.00, "Cocoa and orchid, one of the ten famous teas of China."),
        ("Vanilla Black, 100 g", 7.00, "Round Ceylon tea with real vanilla pod."),
        ("Masala Chai, 150 g", 8.00, "Cardamom, ginger, clove and a strong Assam to carry them."),
        ("Decaf Breakfast, 40 bags", 5.00, "Decaffeinated with carbon dioxide only, in plastic-free bags."),
        ("Breakfast, 80 bags", 6.00, "The house breakfast in plant-fibre bags."),
        ("Golden Yunnan, 50 g", 15.00, "Honeyed golden tips from old trees."),
        ("Ceylon Orange Pekoe, 100 g", 6.00, "Bright and clean, the afternoon cup."),
        ("Aged Pu'er Cake, 100 g", 24.00, "Pressed in 2015, earthy and smooth, good for a dozen infusions."),
        ("Rose Congou, 75 g", 9.50, "Black leaves layered with rose petals."),
    )),
    Family("GRN", "Green & white tea", True, 1.0, 0.40, False, "tea", "茶", (
        ("Longjing Dragon Well, 50 g", 18.00, "Pan-fired spring leaves that taste of chestnut."),
        ("Everyday Sencha, 100 g", 7.50, "Steamed, grassy and kind to the purse."),
        ("Genmaicha, 100 g", 7.00, "Sencha with toasted rice."),
        ("Jasmine Pearls, 50 g", 13.50, "Hand-rolled and scented with fresh blossom five nights in a row."),
        ("Silver Needle, 30 g", 19.50, "Nothing but downy buds; a white tea to sit down for."),
        ("White Peony, 50 g", 11.00, "Soft and floral, forgiving of hot water."),
        ("Ceremonial Matcha, 30 g", 22.00, "Stone-milled shade-grown leaf for whisking."),
        ("Kitchen Matcha, 80 g", 14.00, "For lattes, cakes and ice cream."),
        ("Gunpowder Mint, 100 g", 6.50, "Rolled green tea with spearmint, Moroccan style."),
        ("Tie Guan Yin Oolong, 50 g", 14.00, "Half-rolled, buttery, with a scent of lilac."),
        ("Milk Oolong, 50 g", 12.50, "Naturally creamy high-mountain oolong."),
        ("Green Tea, 40 bags", 5.50, "A gentle green for the office drawer."),
    )),
    Family("HRB", "Herbal & fruit", True, 1.0, 0.36, False, "infusion", "花草茶", (
        ("Chamomile Flowers, 50 g", 5.50, "Whole heads, never dust."),
        ("Peppermint Leaf, 60 g", 5.00, "English mint, cut large."),
        ("Ginger & Lemon, 30 bags", 5.00, "Warming, sharp, without caffeine."),
        ("Rooibos Vanilla, 100 g", 6.50, "Red bush with vanilla for the evening."),
        ("Summer Berries, 125 g", 6.50, "Hibiscus, elderberry and blackcurrant; splendid iced."),
        ("Sleepy Fern, 60 g", 7.50, "Valerian, lavender and lemon balm."),
        ("Turmeric Gold, 75 g", 7.00, "Turmeric, orange peel and black pepper."),
        ("Lemon Verbena, 25 g", 9.50, "Whole leaves from Provence."),
        ("Chrysanthemum Buds, 40 g", 9.00, "The cooling flower tea of Hangzhou."),
        ("Goji & Red Date, 150 g", 11.50, "A sweet Chinese tonic for cold days."),
        ("Elderflower & Apple, 100 g", 6.00, "An orchard in June."),
        ("Saffron & Rose Tisane, 20 g", 16.50, "Threads of saffron with Damask rose."),
        ("Winter Spice, 100 g", 7.00, "Cinnamon, orange and star anise."),
    )),
    Family("COF", "Coffee", True, 1.5, 0.45, False, "coffee", "咖啡", (
        ("Hearth Espresso, 250 g", 9.00, "Chocolate and hazelnut, made for milk."),
        ("Hearth Espresso, 1 kg", 29.00, "The big bag of our house espresso."),
        ("Morning Filter, 250 g", 8.50, "A balanced medium roast from Colombia and Peru."),
        ("Ethiopia Yirgacheffe, 250 g", 11.50, "Washed heirloom beans: jasmine and apricot."),
        ("Kenya Nyeri AA, 250 g", 13.00, "Blackcurrant and a long, bright finish."),
        ("Sumatra Gayo, 250 g", 10.00, "Deep, herbal, low in acid."),
        ("Swiss Water Decaf, 250 g", 10.00, "Sweet and nutty at any hour."),
        ("Guatemala Huehuetenango, 250 g", 11.00, "Toffee apple and almond."),
        ("Panama Geisha, 100 g", 26.00, "A rarity: bergamot, mango, silk."),
        ("Cold Brew Bags, 6 pieces", 8.00, "Steep overnight, pour over ice."),
        ("Instant Speciality, 60 g", 7.50, "Freeze-dried, honestly good."),
        ("Espresso Pods, 20 pieces", 7.00, "Compostable pods for the usual machines."),
        ("Brazil Santos, 250 g", 7.50, "Low, round, nutty: the breakfast cup."),
        ("Roaster's Choice, 250 g", 12.00, "A different small lot each month."),
    )),
    Family("POT", "Tea ware", False, 0.8, 0.52, True, "teapot", "茶具", (
        ("Stoneware Teapot, 0.8 l", 34.00, "Thrown in Stoke, glazed in fern green."),
        ("Glass Teapot with Infuser, 1 l", 28.00, "Borosilicate glass to watch the leaves unfold."),
        ("Cast Iron Tetsubin, 0.6 l", 68.00, "Keeps a pot hot for an hour."),
        ("Yixing Clay Pot, 0.2 l", 54.00, "Unglazed purple clay for one kind of tea."),
        ("Porcelain Gaiwan", 22.00, "The lidded bowl for short infusions."),
        ("Basket Infuser, steel", 9.00, "Fits every mug, fine enough for rooibos."),
        ("Bamboo Matcha Whisk", 16.00, "Eighty tines, carved from one piece."),
        ("Matcha Bowl, moss glaze", 29.00, "Wide enough for a lively wrist."),
        ("Tea Caddy, tin, 250 g", 8.50, "Airtight double lid."),
        ("Tea Caddy, cherry bark", 42.00, "Made in Kakunodate, keeps scent for years."),
        ("Bone China Cup & Saucer", 24.00, "Thin lip, strong handle."),
        ("Enamel Mug, fern", 10.00, "For garden, tent and desk."),
        ("Whistling Kettle, 2 l", 45.00, "Steel with a beech handle; all hobs, induction too."),
        ("Bamboo Tea Tray", 38.00, "Slatted, with a drip drawer."),
    )),
    Family("BRW", "Coffee gear", False, 0.8, 0.55, True, "brewer", "咖啡器具", (
        ("Cafetiere, 3 cups", 19.00, "A small French press in steel and glass."),
        ("Cafetiere, 8 cups", 32.00, "For a full table."),
        ("Pour-over Cone, ceramic", 18.00, "Spiral ribs, size 02."),
        ("Paper Filters 02, 100 pieces", 5.50, "Unbleached, no papery taste."),
        ("Moka Pot, 3 cups", 26.00, "Aluminium, eight-sided, as it has always been."),
        ("Hand Grinder, steel burrs", 39.00, "Forty clicks from espresso to press."),
        ("Electric Burr Grinder", 119.00, "Even grounds, quiet enough for dawn."),
        ("Gooseneck Kettle, 1 l", 49.00, "A slow, exact pour."),
        ("Gooseneck Kettle, electric", 94.00, "Holds any temperature to the degree."),
        ("Brew Scale with Timer", 34.00, "Tenths of a gram, splash-proof."),
        ("Milk Frothing Jug", 16.00, "Steel, 350 ml, sharp spout."),
        ("Hand Milk Frother", 12.00, "Foam in twenty seconds."),
        ("Travel Press, insulated", 29.00, "Brew and drink from one bottle."),
        ("Siphon Brewer", 86.00, "Theatre for after dinner."),
    )),
    Family("BAK", "Baking", False, 0.8, 0.50, True, "piece", "烘焙用品", (
        ("Loaf Tin, 2 lb", 11.00, "Heavy gauge, folded corners."),
        ("Cake Tin, loose base, 20 cm", 13.50, "Anodised, never rusts."),
        ("Bundt Tin, fern pattern", 36.00, "Cast aluminium; your cake comes out in leaves."),
        ("Rolling Pin, beech", 12.00, "One piece, no handles to wobble."),
        ("Mixing Bowl, cane, 29 cm", 27.00, "The classic stoneware bowl."),
        ("Mixing Bowls, steel, set of 3", 22.00, "They nest and do not slip."),
        ("Silicone Spatula, set of 2", 8.50, "One narrow, one broad."),
        ("Balance Scale with Weights", 74.00, "Iron and brass, accurate to five grams."),
        ("Digital Kitchen Scale", 19.00, "Slim, to 5 kg."),
        ("Proving Basket, oval", 14.00, "Rattan with a linen liner."),
        ("Lame with Five Blades", 9.00, "For the ear on your sourdough."),
        ("Scone Cutters, set of 5", 10.50, "Fluted on one side, plain on the other."),
        ("Cooling Rack, three tiers", 18.00, "Folds flat."),
        ("Dutch Oven, 4 l", 112.00, "Enamelled iron for bread and stew."),
    )),
    Family("LIN", "Table & linen", False, 0.7, 0.50, True, "linen", "布艺", (
        ("Linen Apron, olive", 36.00, "Cross-back, two deep pockets."),
        ("Linen Apron, child", 22.00, "The same, at half height."),
        ("Tea Towels, set of 3", 15.00, "Cotton and linen, they truly dry."),
        ("Tea Towel, herbarium print", 9.50, "Six ferns, named."),
        ("Table Runner, natural", 28.00, "Washed linen, 45 by 150 cm."),
        ("Napkins, set of 4", 24.00, "Hemmed by hand."),
        ("Oven Gloves, quilted", 14.00, "Long enough for the back shelf."),
        ("Tea Cosy, wool", 19.00, "Knitted in Shetland."),
        ("Picnic Blanket", 59.00, "Wool on top, waxed beneath."),
        ("Cotton Bread Bag", 8.00, "Keeps a loaf for four days."),
        ("Tablecloth, fern jacquard", 78.00, "Woven in Lancashire, 140 by 240 cm."),
        ("Market Tote", 12.00, "Holds ten kilos of apples."),
        ("Felt Slippers", 34.00, "Grey wool felt, leather sole, sizes 36 to 46."),
    )),
    Family("SWT", "Sweet pantry", True, 1.2, 0.52, False, "treat", "点心", (
        ("All-butter Shortbread, 200 g", 5.00, "Four ingredients."),
        ("Ginger Biscuits, 180 g", 4.50, "They snap."),
        ("Oat Flapjacks, 6 pieces", 6.50, "Golden syrup and sea salt."),
        ("Wildflower Honey, 340 g", 9.00, "From hives on the South Downs."),
        ("Heather Honey, 227 g", 13.50, "Thick as toffee, from the moors."),
        ("Seville Marmalade, 340 g", 6.00, "Coarse cut, set in January."),
        ("Lemon Curd, 300 g", 5.50, "Eggs, butter, lemons."),
        ("Dark Chocolate 72 %, 80 g", 5.00, "Single estate, Madagascar."),
        ("Chocolate Truffles, 12 pieces", 14.00, "Rolled in cocoa."),
        ("Drinking Chocolate, 250 g", 10.50, "Flakes, not powder."),
        ("Salted Caramel Sauce, 250 g", 7.50, "For the spoon, truly."),
        ("Brown Sugar Crystals, 250 g", 4.50, "Slow to melt, as it should be."),
        ("Osmanthus Syrup, 200 ml", 11.00, "The scent of a Suzhou autumn."),
        ("Luxury Fruit Cake, 900 g", 22.00, "Fed with brandy for eight weeks."),
    )),
    Family("HOM", "Candles & home", False, 0.6, 0.48, True, "candle", "家居品", (
        ("Candle, fern & moss", 18.00, "Soy wax, forty hours."),
        ("Candle, black tea & fig", 18.00, "Warm and slightly smoky."),
        ("Candle, travel tin", 8.50, "Twelve hours of either scent."),
        ("Reed Diffuser, verbena", 26.00, "Lasts three months."),
        ("Beeswax Tapers, pair", 10.00, "They smell of summer."),
        ("Stoneware Vase, small", 21.00, "Each one a little different."),
        ("Glass Terrarium", 44.00, "With gravel, charcoal and instructions."),
        ("Hanging Planter, rope", 24.00, "Cotton macrame and a clay pot."),
        ("Fern Print, framed", 56.00, "A cyanotype in an oak frame."),
        ("Hand Soap, tea tree", 9.00, "Refillable amber bottle."),
        ("Wool Throw, moss", 92.00, "Woven in Wales from lambswool."),
        ("Recipe Journal", 16.00, "Two hundred lined pages and a ribbon."),
    )),
    Family("GFT", "Gifts & seasons", False, 0.35, 0.50, True, "gift", "礼盒", (
        ("Gift Box, tea lover", 38.00, "Four teas, an infuser and a card."),
        ("Gift Box, coffee lover", 42.00, "Three coffees, a scoop and a card."),
        ("Gift Box, afternoon tea", 58.00, "Tea, shortbread, marmalade and two cups."),
        ("Grand Hamper", 135.00, "Everything good, in wicker."),
        ("Tea Advent Calendar", 32.00, "Twenty-four envelopes, none twice."),
        ("Christmas Tea, 100 g", 8.00, "Orange, clove and almond."),
        ("Christmas Coffee, 250 g", 11.00, "Plum and cinnamon notes, only in winter."),
        ("Mince Pies, 6 pieces", 7.50, "All butter, November and December."),
        ("Mid-Autumn Mooncakes, box of 4", 36.00, "Lotus paste with salted yolk."),
        ("Easter Egg, dark chocolate", 15.00, "Hand-painted with cocoa butter."),
        ("Iced Tea Set", 34.00, "A jug, two teas and a long spoon."),
        ("Tea Sampler, 12 sachets", 14.00, "A dozen cups to find your own."),
    )),
)  # fmt: skip

#: Families that pull one another into the basket: how many times more likely than by taste alone.
FAMILY_PULL: dict[tuple[str, str], float] = {
    ("BLK", "SWT"): 3.0, ("BLK", "POT"): 1.6, ("GRN", "POT"): 2.2, ("GRN", "HRB"): 1.8, ("HRB", "SWT"): 1.8,
    ("COF", "BRW"): 2.4, ("COF", "SWT"): 1.6, ("POT", "LIN"): 1.4, ("BAK", "LIN"): 2.6, ("BAK", "SWT"): 1.5,
    ("HOM", "LIN"): 1.8, ("HOM", "HRB"): 1.5, ("GFT", "SWT"): 1.8, ("GFT", "HOM"): 1.6,
}  # fmt: skip

#: Products bought together, by name: the second follows the first into the basket (and the other way round).
PAIRS: tuple[tuple[str, str], ...] = (
    ("Pour-over Cone, ceramic", "Paper Filters 02, 100 pieces"),
    ("Paper Filters 02, 100 pieces", "Morning Filter, 250 g"),
    ("Paper Filters 02, 100 pieces", "Ethiopia Yirgacheffe, 250 g"),
    ("Hand Grinder, steel burrs", "Ethiopia Yirgacheffe, 250 g"),
    ("Gooseneck Kettle, 1 l", "Pour-over Cone, ceramic"),
    ("Gooseneck Kettle, electric", "Brew Scale with Timer"),
    ("Electric Burr Grinder", "Hearth Espresso, 1 kg"),
    ("Milk Frothing Jug", "Hearth Espresso, 250 g"),
    ("Moka Pot, 3 cups", "Hearth Espresso, 250 g"),
    ("Cafetiere, 3 cups", "Brazil Santos, 250 g"),
    ("Ceremonial Matcha, 30 g", "Bamboo Matcha Whisk"),
    ("Bamboo Matcha Whisk", "Matcha Bowl, moss glaze"),
    ("Kitchen Matcha, 80 g", "Hand Milk Frother"),
    ("Longjing Dragon Well, 50 g", "Porcelain Gaiwan"),
    ("Tie Guan Yin Oolong, 50 g", "Porcelain Gaiwan"),
    ("Aged Pu'er Cake, 100 g", "Yixing Clay Pot, 0.2 l"),
    ("Yixing Clay Pot, 0.2 l", "Bamboo Tea Tray"),
    ("Kettle Breakfast, 250 g", "All-butter Shortbread, 200 g"),
    ("Earl Grey Bergamot, 100 g", "Lemon Curd, 300 g"),
    ("Masala Chai, 150 g", "Ginger Biscuits, 180 g"),
    ("Breakfast, 80 bags", "Ginger Biscuits, 180 g"),
    ("Fern House Blend, 100 g", "Basket Infuser, steel"),
    ("Stoneware Teapot, 0.8 l", "Tea Cosy, wool"),
    ("Bone China Cup & Saucer", "First Flush Darjeeling, 50 g"),
    ("Chamomile Flowers, 50 g", "Wildflower Honey, 340 g"),
    ("Ginger & Lemon, 30 bags", "Wildflower Honey, 340 g"),
    ("Chrysanthemum Buds, 40 g", "Goji & Red Date, 150 g"),
    ("Sleepy Fern, 60 g", "Candle, fern & moss"),
    ("Proving Basket, oval", "Lame with Five Blades"),
    ("Dutch Oven, 4 l", "Proving Basket, oval"),
    ("Dutch Oven, 4 l", "Oven Gloves, quilted"),
    ("Loaf Tin, 2 lb", "Cotton Bread Bag"),
    ("Scone Cutters, set of 5", "Seville Marmalade, 340 g"),
    ("Cake Tin, loose base, 20 cm", "Cooling Rack, three tiers"),
    ("Mixing Bowl, cane, 29 cm", "Linen Apron, olive"),
    ("Linen Apron, olive", "Linen Apron, child"),
    ("Tea Advent Calendar", "Christmas Tea, 100 g"),
    ("Christmas Coffee, 250 g", "Luxury Fruit Cake, 900 g"),
    ("Christmas Tea, 100 g", "Mince Pies, 6 pieces"),
    ("Picnic Blanket", "Iced Tea Set"),
)

#: Months (1 to 12) in which a seasonal product sells; the others sell all year.
SEASONAL: dict[str, tuple[int, ...]] = {
    "Winter Spice, 100 g": (11, 12, 1), "Luxury Fruit Cake, 900 g": (11, 12), "Grand Hamper": (11, 12),
    "Tea Advent Calendar": (10, 11), "Christmas Tea, 100 g": (11, 12), "Christmas Coffee, 250 g": (11, 12),
    "Mince Pies, 6 pieces": (11, 12), "Mid-Autumn Mooncakes, box of 4": (8, 9), "Iced Tea Set": (5, 6, 7, 8),
    "Easter Egg, dark chocolate": (3, 4), "Summer Berries, 125 g": (5, 6, 7, 8),
    "Cold Brew Bags, 6 pieces": (5, 6, 7, 8), "Picnic Blanket": (5, 6, 7, 8),
}  # fmt: skip

#: Products with a known flaw or virtue: the aspect and how many stars it costs or earns.
CHARACTER: dict[str, tuple[str, float]] = {
    "Whistling Kettle, 2 l": ("quality", -1.5),
    "Glass Teapot with Infuser, 1 l": ("packaging", -1.2),
    "Linen Apron, olive": ("fit", -1.0),
    "Felt Slippers": ("fit", -1.3),
    "Cafetiere, 8 cups": ("quality", -1.1),
    "Candle, travel tin": ("scent", -1.0),
    "Panama Geisha, 100 g": ("price", -0.9),
    "Grand Hamper": ("delivery", -1.0),
    "Easter Egg, dark chocolate": ("packaging", -0.9),
    "Tea Advent Calendar": ("delivery", -0.8),
    "Espresso Pods, 20 pieces": ("taste", -0.9),
    "Electric Burr Grinder": ("quality", 0.5),
    "Jasmine Pearls, 50 g": ("scent", 0.5),
    "Longjing Dragon Well, 50 g": ("taste", 0.5),
    "Hearth Espresso, 250 g": ("taste", 0.4),
    "Tea Towels, set of 3": ("quality", 0.4),
    "Fern Print, framed": ("looks", 0.5),
    "All-butter Shortbread, 200 g": ("taste", 0.4),
    "Wool Throw, moss": ("looks", 0.4),
}


def items() -> tuple[Item, ...]:
    """Return every product in a fixed order, with its code, price level and pull."""
    everything: list[Item] = []
    for family in FAMILIES:
        by_price = sorted(price for _, price, _ in family.items)
        low, high = by_price[len(by_price) // 3], by_price[2 * len(by_price) // 3]
        for position, (name, price, description) in enumerate(family.items):
            level = 1 if price < low else 2 if price < high else 3
            everything.append(
                Item(
                    code=f"{family.code}-{position + 1:03d}",
                    name=name,
                    family=family.code,
                    price=price,
                    level=level,
                    # Dearer things sell less often: demand falls with the square root of the price.
                    pull=(by_price[0] / price) ** 0.5 / (1 + 0.08 * position),
                    description=description,
                )
            )
    return tuple(everything)
