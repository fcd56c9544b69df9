"""How BoxMalls looks and speaks: tokens, components, page frames and the gallery of them all."""
