"""
Makes the shipped data from the folder of sources: `python -m demo.prepare ../shared/data [step …]`.

Run by hand when a source changes; its results are in the repository. Steps: taxonomy, goods, pictures.
"""
