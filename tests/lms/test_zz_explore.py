import json
from tests.lms.test_access_table import *
def test_explore(world):
    out={}
    import time
    for role in ROLES:
        t=time.time(); n=0
        for e in addresses():
            try: url=url_of(world,e)
            except Exception as x: out.setdefault(e.key,{})["-"]=repr(x)[:150]; continue
            if url is None: out.setdefault(e.key,{})["-"]="no sample"; continue
            for m in ("get","post"):
                try: a=world.ask(role,m,url)
                except Exception as x: a="EXC "+repr(x)[:80]
                out.setdefault(e.key,{}).setdefault(m,[]).append(a); n+=1
        print(role,n,round(time.time()-t,1),flush=True)
    json.dump(out,open("/tmp/explore.json","w"),indent=0)
