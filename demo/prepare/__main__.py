"""`python -m demo.prepare ../shared/data [step …]`"""

import sys
from pathlib import Path

from demo.prepare import goods, pictures, taxonomy

STEPS = {"taxonomy": taxonomy.make, "goods": goods.make, "pictures": pictures.make}

source, *steps = sys.argv[1:]
for step in steps or STEPS:
    STEPS[step](Path(source))
