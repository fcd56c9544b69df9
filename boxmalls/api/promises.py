"""Which clauses of the policy these addresses serve: programs read goods; about people they learn nothing."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes(
    """
    2.f          /api/ /api/v1/openapi.json /api/v1/search /api/v1/products/<uuid:product_id>
    """
)
