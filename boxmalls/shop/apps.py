from typing import Any

from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "boxmalls.shop"
    label = "shop"

    def ready(self) -> None:
        """Teach the masthead to count the basket and to name the aisles."""
        from boxmalls.base.pipeline import ALONG
        from boxmalls.checkout.queries import cart_count, count_from, question_of_count
        from boxmalls.shop.links import aisles_of
        from boxmalls.sites.context import COUNTS

        def count(request: Any) -> int:
            if answer := getattr(request, "along", {}).get("cart_count"):
                return count_from(answer)
            return cart_count(request.person_id) if request.COOKIES and request.person_id else 0

        ALONG["cart_count"] = question_of_count
        COUNTS["cart_count"] = count
        COUNTS["aisles"] = lambda request: aisles_of(request.site, request.LANGUAGE_CODE) if getattr(request, "site", None) else ()
