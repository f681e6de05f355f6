"""The shipped faces, opened once for all tests, and texts for them."""

from __future__ import annotations

from listgen.resources import shipped
from listgen.typeset.faces import read_faces

FACES = read_faces(shipped("fonts"))
SERIF = FACES.face("serif-black")
SANS = FACES.face("sans-bold")

# Full-height characters, as in most names, so that optical cells are all alike.
ORDINARY = "青溪柏树塘镇陈家湾新联村股份经济合作联合社柳庄杨梅岭茶园寨桥头街道居民委员会监督总支部"
NAME = "中国共产党岚溪县白云山镇青石桥村总支部委员会"
