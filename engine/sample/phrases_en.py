"""Building blocks of invented English reviews: `{slots}` come from `SLOTS`, `{thing}` is the product."""

from __future__ import annotations

SLOTS: dict[str, tuple[str, ...]] = {
    "very": ("really", "very", "truly", "remarkably", "genuinely"),
    "bit": ("a bit", "rather", "far too", "a little", "frankly"),
    "good": ("lovely", "excellent", "wonderful", "great", "superb", "delightful"),
    "bad": ("poor", "disappointing", "awful", "dreadful", "sloppy"),
    "who": ("my mother", "my husband", "a friend", "my sister", "the office", "my daughter"),
    "whom": ("my mother", "my husband", "a friend", "my sister", "the office", "my daughter", "myself"),
    "time": ("two days", "three days", "less than a week", "one day", "two working days"),
    "long": ("two weeks", "twelve days", "nearly three weeks", "over a fortnight", "sixteen days"),
    "after": (
        "After a month",
        "After six weeks of use",
        "After the third time",
        "Since the spring",
        "By now",
    ),
    "day": ("every morning", "every day", "at weekends", "after supper", "in the afternoon"),
    "shop": ("the high street", "the big chain", "my old shop", "the supermarket", "other web shops"),
}

OPENINGS: dict[str, tuple[str, ...]] = {
    "good": (
        "Bought this {thing} for {whom}.",
        "I use this {thing} {day}.",
        "Second order of this {thing} already.",
        "A present for {who}, and a {good} one.",
        "So glad I tried this {thing}.",
        "What a {good} {thing}!",
        "Recommended by {who}, and rightly.",
        "I am {very} happy with this {thing}.",
        "",
        "",
        "",
    ),
    "mixed": (
        "Mixed feelings about this {thing}.",
        "It is all right, no more.",
        "Bought this {thing} for {whom}.",
        "Good and bad here.",
        "I wanted to love this {thing}.",
        "Decent, but not what I hoped for.",
        "",
        "",
    ),
    "bad": (
        "I am disappointed with this {thing}.",
        "I regret buying this {thing}.",
        "Not again.",
        "A present for {who}, and an embarrassment.",
        "I expected better from this shop.",
        "Sorry, but this {thing} is going back.",
        "",
        "",
    ),
}

CLOSINGS: dict[str, tuple[str, ...]] = {
    "good": (
        "Will order again.",
        "Highly recommended.",
        "I could not be happier.",
        "Thank you!",
        "",
        "{who} wants one too.",
        "Already on my list for Christmas.",
        "",
        "",
        "",
        "",
    ),
    "mixed": ("I may try another one.", "Three stars from me.", "We shall see.", "", "", "", ""),
    "bad": (
        "I want my money back.",
        "Would not buy again.",
        "Avoid.",
        "Never again.",
        "I sent it back.",
        "",
        "",
        "",
    ),
}

#: What leads in the odd one out: the blame in a kind review, the praise in an unkind one.
BUT_BAD = ("My only grumble: ", "One small thing: ", "That said, ", "However, ", "A pity, though: ")
BUT_GOOD = ("To be fair, ", "On the other hand, ", "At least ", "Then again, ", "I will say this: ")

TITLES: dict[str, tuple[str, ...]] = {
    "good": (
        "{good}",
        "Love it",
        "Just right",
        "A keeper",
        "Would buy again",
        "{very} good",
        "Perfect present",
        "My favourite",
        "Worth it",
    ),
    "mixed": ("Not sure", "Fine", "Could be better", "Mixed", "Average", "So-so"),
    "bad": ("Disappointed", "{bad}", "Not for me", "Sent back", "A let-down", "Avoid"),
}

PRAISE: dict[str, tuple[str, ...]] = {
    "taste": (
        "it tastes {good}, full and clean",
        "the flavour is {very} rich without being bitter",
        "the taste is smooth and lingers",
        "it is delicious {day}",
        "such a {good} flavour, no bitterness",
        "it tastes {very} fresh",
        "the flavour beats anything from {shop}",
    ),
    "scent": (
        "the scent is {good} and never heavy",
        "the aroma fills the whole kitchen",
        "it smells {good}",
        "the fragrance is {very} natural",
        "opening it, the smell alone made my day",
    ),
    "quality": (
        "the quality is {good}",
        "it is {very} well made",
        "{after} it still looks like new",
        "it feels solid and will last for years",
        "you notice the {good} quality at once",
        "sturdy, well finished and easy to clean",
    ),
    "looks": (
        "it looks {good} on the shelf",
        "the colour is even more beautiful than in the picture",
        "{very} pretty, everybody asks where it is from",
        "the design is simple and elegant",
        "it is beautiful to look at {day}",
    ),
    "fit": (
        "the size is just right",
        "it fits perfectly",
        "exactly the size described, and {very} comfortable to use",
        "it fits {very} well and the measurements are accurate",
    ),
    "price": (
        "{good} value for money",
        "the price is {very} fair",
        "cheaper than {shop} and better",
        "worth every penny",
        "at this price it is a bargain",
    ),
    "delivery": (
        "delivery took only {time}",
        "it arrived within {time}, earlier than promised",
        "the parcel came {very} quickly",
        "fast delivery, and the courier was kind",
    ),
    "packaging": (
        "it was {very} carefully packed",
        "the packaging is {good} and free of plastic",
        "beautifully wrapped, nothing was broken",
        "the box is pretty enough to keep",
    ),
    "service": (
        "customer service answered within the hour",
        "the staff were {very} kind and helpful",
        "they changed my order without any fuss, {good} service",
        "friendly service, with a hand-written card",
    ),
}

BLAME: dict[str, tuple[str, ...]] = {
    "taste": (
        "it tastes {bit} bland",
        "the flavour is flat and stale",
        "it tastes bitter whatever I do",
        "the taste is {bad}, like cardboard",
        "there is an odd aftertaste",
        "weak flavour, even with twice as much",
    ),
    "scent": (
        "the scent is {bit} weak",
        "it hardly smells of anything",
        "the smell is artificial and gave me a headache",
        "the fragrance was gone within days",
    ),
    "quality": (
        "the quality is {bad}",
        "{after} it broke",
        "it feels flimsy and cheap",
        "it started to rust {bit} soon",
        "the finish is rough and uneven",
        "the lid came loose within a week",
    ),
    "looks": (
        "the colour is nothing like the picture",
        "it looks {bit} dull",
        "the pattern is faded and crooked",
        "it looks cheap close up",
    ),
    "fit": (
        "it is {bit} small",
        "the size runs small and it does not fit",
        "the measurements on the page are wrong",
        "it comes up {bit} large and is uncomfortable to use",
    ),
    "price": (
        "it is {bit} expensive for what it is",
        "overpriced compared with {shop}",
        "not worth the price",
        "{bit} dear, and the price went up again",
    ),
    "delivery": (
        "delivery took {long}",
        "it arrived {long} late",
        "the parcel was late and nobody told me",
        "slow delivery, it came after the birthday",
    ),
    "packaging": (
        "the box arrived crushed",
        "it was badly packed and came broken",
        "the packaging was torn and leaking",
        "far too much plastic in the parcel, and still it was dented",
    ),
    "service": (
        "customer service never answered",
        "my e-mails were ignored for {long}",
        "the reply was rude and unhelpful",
        "{bad} service, I had to ask three times for a refund",
    ),
}
