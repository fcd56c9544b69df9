"""Which clauses of the policy these pages serve: what a seller learns of a buyer, to send what was ordered."""

from boxmalls.privacy.policy.tracing import TRACE

TRACE.routes(
    """
    1.1 2.c      /seller/breach
    1.2 2.i      /seller/figures /seller/figures.csv
    2.c          /seller/listings /seller/listings/<uuid:offer_id> /seller/imports /seller/imports/<uuid:run_id>
    2.c 2.i      /seller/ /seller/orders /seller/labels /seller/orders/copy /seller/orders/<slug:number> /seller/orders/<slug:number>/invoice
                 /seller/orders/<slug:number>/delivery /seller/orders/<slug:number>/shipment /seller/delivery /seller/delivery/ending /seller/money
    2.i 3.1.g    /seller/courier /seller/orders/<slug:number>/courier/cancellation /seller/orders/<slug:number>/courier/label
    2.d 2.i      /seller/orders/<slug:number>/messages /seller/orders/<slug:number>/call-request
    3.2 3.3      /seller/corrections /seller/corrections/<uuid:notice_id>
    """
)
