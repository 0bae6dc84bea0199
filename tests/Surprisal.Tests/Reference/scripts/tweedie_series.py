#!/usr/bin/env python3
"""Prints the coefficients of TweedieAsymptotics in exact rational arithmetic: for k = 1 to 10 those of S_k(h), h = c^2/a, from power 0 on.

usage: tweedie_series.py"""
from fractions import Fraction as F
from math import comb
K=10; T=2*K+2
# u(tau): u' * log u = tau ; use v=log u, u=e^v: e^v v v' = tau -> series v
# Solve u = 1+tau+...: coefficients by iteration with u log u - u + 1 = tau^2/2
def mul(a,b): 
    r=[F(0)]*(T+1)
    for i,x in enumerate(a):
        if x:
            for j,y in enumerate(b):
                if i+j<=T: r[i+j]+=x*y
    return r
def der(a): return [a[i+1]*(i+1) for i in range(T)]+[F(0)]
# du/dtau = tau/log u. Let L=log u, series L = tau*(l0+...) ; L' u = u' ; u' L = tau. 
# unknown u coefficients: solve order by order. u=1+sum
# parametrise: L satisfies L' = u'/u = tau/(L u), u = e^L. Solve: L L' e^L = tau
l=[F(0)]*(T+2); l[1]=F(1)
def expser(l):
    # exp of series with zero const, up to T
    e=[F(0)]*(T+1); e[0]=F(1)
    for n in range(1,T+1):
        e[n]=sum(k*l[k]*e[n-k] for k in range(1,n+1))/n
    return e
for n in range(2,T+1):
    # coefficient n of tau in L L' e^L must vanish (n>=2); linear in l[n]
    l[n]=F(0)
    def resid():
        ll=l[:T+1]; d=der(ll); e=expser(ll)
        p=mul(mul(ll,d),e); return p[n]
    r0=resid(); l[n]=F(1); r1=resid(); l[n]=-r0/(r1-r0)
u=expser(l[:T+1]); du=der(u)
B=[F(1)]
for n in range(1,2*K+1): B.append(-sum(comb(n+1,k)*B[k] for k in range(n))/(n+1))
beta={k:B[2*k]/(2*k*(2*k-1)) for k in range(1,K+1)}
dfact=[F(1)]
for l_ in range(1,K+1): dfact.append(dfact[-1]*(2*l_-1))
q = {}
for n in range(K+1):
    e=expser([-n*x for x in l[:T+1]])
    q[n]=mul(du,e)
def C(a):
    a=F(a); c=1+a
    ex=[F(0)]*(K+1)
    for k in range(1,K+1):
        if 2*k-1<=K: ex[2*k-1]=-beta[k]*(1+1/a**(2*k-1))
    e=[F(0)]*(K+1); e[0]=F(1)
    for n in range(1,K+1): e[n]=sum(k*ex[k]*e[n-k] for k in range(1,n+1))/n
    s=[sum(e[n]*q[n][2*(N-n)]*dfact[N-n]/c**(N-n) for n in range(N+1)) for N in range(K+1)]
    # log
    L=[F(0)]*(K+1)
    for n in range(1,K+1): L[n]=s[n]-sum(k*L[k]*s[n-k] for k in range(1,n))*F(1,n)
    return L
pts=[F(i) for i in range(1,K+3)]
Ls=[C(a) for a in pts]
S={}
for k in range(1,K+1):
    # S_k(h)=C_k c^k polynomial degree k in h=c^2/a
    xs=[(1+a)**2/a for a in pts[:k+2]]; ys=[Ls[i][k]*(1+pts[i])**k for i in range(k+2)]
    # h distinct for a>=1 (a=1 ->4, increasing)
    n=len(xs); d=list(ys)
    for lev in range(1,n):
        for i in range(n-1,lev-1,-1): d[i]=(d[i]-d[i-1])/(xs[i]-xs[i-lev])
    poly=[F(0)]
    for i in range(n-1,-1,-1):
        new=[F(0)]*(len(poly)+1)
        for p_,co in enumerate(poly): new[p_+1]+=co; new[p_]-=co*xs[i]
        new[0]+=d[i]; poly=new
    while poly and poly[-1]==0: poly.pop()
    assert len(poly)-1<=k,(k,poly)
    S[k]=poly
    print(k,[str(z) for z in S[k]])
