"""class Doc: not code"""
import os.path, sys as system
from . import sibling
from ..pkg.mod import (one,
    two as zwei)
LIMIT = 5
name: str = "def nothing(): pass"

@decorated(
    "x")
class Account(Base):
    kind = "a"

    def __init__(self): ...

    async def close(self,
                    now):
        def inner():
            pass

    def _hidden(self):
        pass

if True:
    def inside():
        pass

def _private(): pass
