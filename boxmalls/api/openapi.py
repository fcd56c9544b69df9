"""The API described: one document, from which the readable page is made, and against which the tests hold every answer."""

from typing import Any

from django.utils.translation import gettext as _

type Schema = dict[str, Any]


def document(site_name: str) -> Schema:
    """The OpenAPI 3.1 document, in the language of the moment."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site_name}: API",
            "version": "1",
            "description": _("The goods of this site for programs. Nothing here needs a key, and nothing here is about a person."),
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            "/search": {"get": _search()},
            "/products/{id}": {"get": _product()},
        },
        "components": {"schemas": schemas()},
    }


def schemas() -> dict[str, Schema]:
    """The shapes of the answers."""
    product = _shape(
        id=_text(_("The product's id: the same with every seller and on every site."), format="uuid"),
        title=_text(_("What it is called, in the language in which it was described.")),
        path=_text(_("Its page on this site.")),
        language=_text(_("The language of its title and description.")),
        brand=_text(_("The maker."), null=True),
        model_no=_text(_("The maker's number."), null=True),
        gtin=_text(_("The number under its bar code."), null=True),
        category=_shape(id=_text(_("Its category; usable as `category`.")), name=_text(_("The category's name in the language of the answer."))),
        picture={"anyOf": [{"$ref": "#/components/schemas/Picture"}, {"type": "null"}], "description": _("Its first picture.")},
        offers=_list("Offer", _("Who sells it here and at what price: what can be had first, then the cheapest.")),
    )
    whole = {**product, "properties": dict(product["properties"]), "required": list(product["required"])}
    more = {
        "description": _text(_("What the seller who brought it in wrote about it.")),
        "attributes": {"type": "object", "description": _("Attributes and their values; usable as `attribute`, written `name=value`.")},
        "pictures": _list("Picture", _("All its pictures.")),
        "changed_at": _text(_("When its description last changed."), format="date-time"),
    }
    whole["properties"].update(more)
    whole["required"] += list(more)
    return {
        "Product": product,
        "WholeProduct": whole,
        "Offer": _offer(),
        "Picture": _picture(),
        "Facet": _facet(),
        "SearchPage": _page(),
        "Problem": _problem(),
    }


def operations(described: Schema) -> list[Schema]:
    """Each address with its parameters, for the readable page."""
    base = described["servers"][0]["url"]
    return [{**at["get"], "call": f"GET {base}{path}", "parameters": list(map(_in_short, at["get"]["parameters"]))} for path, at in described["paths"].items()]


def _in_short(parameter: Schema) -> Schema:
    return {**parameter, "allowed": allowed(parameter["schema"])}


def fields(described: Schema) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Each shape with its fields, their kinds and what they mean, for the readable page."""

    def rows(shape: Schema) -> list[tuple[str, str, str]]:
        return [(field, kind_of(schema), schema.get("description", "")) for field, schema in shape["properties"].items()]

    return [(name, rows(shape)) for name, shape in described["components"]["schemas"].items()]


def allowed(schema: Schema) -> str:
    """What a parameter may be, in short, and what it is when not sent."""
    one = schema.get("items", schema)
    words = ", ".join(one["enum"]) if "enum" in one else one.get("format", one["type"])
    if "maximum" in one:
        words += f" {one['minimum']} … {one['maximum']}"
    return f"{words} ({str(one['default']).lower()})" if "default" in one else str(words)


def kind_of(schema: Schema) -> str:
    """A field's kind in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(kind_of(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{kind_of(schema['items'])}]"
    kind = schema.get("type", "any")
    return " | ".join(kind) if isinstance(kind, list) else str(kind)


def _offer() -> Schema:
    return _shape(
        id=_text(_("The offer's id."), format="uuid"),
        external_id=_text(_("The seller's own reference for it.")),
        seller=_shape(
            id=_text(_("The seller; usable as `seller`.")),
            name=_text(_("The store's name.")),
            learns=_text(_("What the seller is shown of a buyer."), enum=["label", "address", "address_phone"]),
        ),
        variant={"type": ["object", "null"], "description": _("The size, colour and so on of what is offered.")},
        price_minor=_number(_("The price in the currency's smallest unit, as this site shows it to buyers.")),
        was_minor=_number(_("The lowest price of the last 30 days, where the price was lowered."), null=True),
        currency=_text(_("The currency, as three letters.")),
        condition=_text(_("The state it is in."), enum=["new", "refurbished", "used"]),
        stock=_text(_("Whether it can be had now."), enum=["in_stock", "sold_out"]),
        dispatch_days=_number(_("In how many days it is sent.")),
        return_days=_number(_("For how many days it can be sent back.")),
    )


def _picture() -> Schema:
    return _shape(
        url=_text(_("Where it is.")),
        width=_number(_("In pixels.")),
        height=_number(_("In pixels.")),
        alt=_text(_("What is to be seen, for who cannot see it.")),
    )


def _facet() -> Schema:
    value = _shape(
        code=_text(_("The value to send.")),
        title=_text(_("Its name.")),
        count=_number(_("How many products it would show, with what is chosen in the other facets.")),
        chosen={"type": "boolean", "description": _("Whether it was sent.")},
        level=_number(_("In the category tree: how deep.")),
    )
    shape = _shape(code=_text(_("Which facet.")), title=_text(_("Its name.")))
    shape["properties"] |= {
        "values": {"type": "array", "items": value, "description": _("Its values, those with most products first.")},
        "low_minor": _number(_("For the facet `price`: the lowest price.")),
        "high_minor": _number(_("For the facet `price`: the highest price.")),
    }
    return shape


def _page() -> Schema:
    shape = _shape(
        products=_list("Product", _("The products of this page.")),
        total=_number(_("How many there are on all pages.")),
        cursor=_text(_("Send it as `cursor` to get the next page."), null=True),
        next=_text(_("The address of the next page."), null=True),
        corrected_to=_text(_("Set when another spelling was searched for than the one sent."), null=True),
        loosened={"type": "boolean", "description": _("No product had all of the words; these have some.")},
        engine=_text(_("Who answered: the index, or the database while the index is not there."), enum=["index", "database"]),
    )
    shape["properties"]["facets"] = _list("Facet", _("Ways to narrow the answer, counted."))
    return shape


def _problem() -> Schema:
    return _shape(
        type=_text(_("The kind of problem, as RFC 9457 has it.")),
        title=_text(_("What happened, in the language of the answer.")),
        status=_number(_("The status of the answer.")),
        error=_shape(
            code=_text(_("What happened, for programs.")),
            message=_text(_("What happened, in the language of the answer.")),
            details={"type": "object", "description": _("Names and numbers that belong to it.")},
        ),
    )


def _search() -> Schema:
    either = _("May be sent several times: any of them will do.")
    return {
        "operationId": "search",
        "summary": _("Search the goods of this site"),
        "parameters": [
            _parameter("q", _("The words. Without them: everything.")),
            _parameter("category", _("A category's id: what is in it and below it.")),
            _parameter("brand", _("A brand's code from the facets. %(either)s") % {"either": either}, several=True),
            _parameter("seller", _("A seller's id. %(either)s") % {"either": either}, several=True),
            _parameter("condition", _("The state goods are in. %(either)s") % {"either": either}, several=True, enum=["new", "refurbished", "used"]),
            _parameter(
                "learns",
                _("What the seller is shown of a buyer; never a phone number of theirs. %(either)s") % {"either": either},
                several=True,
                enum=["label", "address", "address_phone"],
            ),
            _parameter("attribute", _("An attribute's value, such as `color=color__red`. Several values of one attribute: any of them will do."), several=True),
            _parameter("price_min", _("The lowest price, in the currency's smallest unit."), type="integer", minimum=0),
            _parameter("price_max", _("The highest price, in the currency's smallest unit."), type="integer", minimum=0),
            _parameter("in_stock", _("Only what can be had now."), type="boolean", default=False),
            _parameter("sort", _("The order."), enum=["relevance", "price", "-price", "newest"], default="relevance"),
            _parameter("size", _("How many products a page holds."), type="integer", minimum=1, maximum=100, default=24),
            _parameter("cursor", _("Where to go on: the `cursor` of the page before.")),
            _parameter("facets", _("Whether to count the facets."), type="boolean", default=True),
            _parameter("as_typed", _("Search for exactly these words, right or wrong."), type="boolean", default=False),
            _language(),
        ],
        "responses": {"200": _answer("SearchPage", _("A page of products.")), "304": {"description": _("Nothing changed.")}, **_problems("422", "429")},
    }


def _product() -> Schema:
    which = {"name": "id", "in": "path", "required": True, "description": _("The product's id."), "schema": {"type": "string", "format": "uuid"}}
    return {
        "operationId": "product",
        "summary": _("One product with all its offers"),
        "parameters": [which, _language()],
        "responses": {"200": _answer("WholeProduct", _("The product.")), "304": {"description": _("Nothing changed.")}, **_problems("404", "429")},
    }


def _problems(*statuses: str) -> dict[str, Schema]:
    words = {"404": _("Not on sale on this site."), "422": _("A parameter cannot be used."), "429": _("Asked too often; try again later.")}
    return {status: _answer("Problem", words[status], "application/problem+json") for status in statuses}


def _answer(shape: str, words: str, media: str = "application/json") -> Schema:
    return {"description": words, "content": {media: {"schema": {"$ref": f"#/components/schemas/{shape}"}}}}


def _language() -> Schema:
    return _parameter("language", _("The language of names in the answer; else `Accept-Language` decides."))


def _parameter(name: str, words: str, *, several: bool = False, **schema: Any) -> Schema:
    one = {"type": "string", **schema}
    return {"name": name, "in": "query", "description": words, "schema": {"type": "array", "items": one} if several else one}


def _shape(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _text(words: str, *, null: bool = False, **more: Any) -> Schema:
    return {"type": ["string", "null"] if null else "string", "description": words, **more}


def _number(words: str, *, null: bool = False) -> Schema:
    return {"type": ["integer", "null"] if null else "integer", "description": words}


def _list(shape: str, words: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{shape}"}, "description": words}
