from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "boxmalls.shop"
    label = "shop"

    def ready(self) -> None:
        """Teach the masthead to count the basket and to name the aisles."""
        from boxmalls.checkout.queries import cart_count
        from boxmalls.shop.links import aisles_of
        from boxmalls.sites.context import COUNTS

        COUNTS["cart_count"] = lambda request: cart_count(request.person_id) if request.COOKIES and request.person_id else 0
        COUNTS["aisles"] = lambda request: aisles_of(request.site, request.LANGUAGE_CODE) if getattr(request, "site", None) else ()
