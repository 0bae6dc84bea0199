#!/usr/bin/env bash
# Installs the peers system-wide from Debian's own packages (root needed). Their Python is /usr/bin/python3.
set -euo pipefail
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
  r-base-core r-cran-mass r-cran-pscl r-cran-mgcv r-cran-vgam r-cran-glmmtmb r-cran-data.table r-cran-glmnet r-cran-quantreg \
  python3-sklearn python3-statsmodels python3-pandas libopenblas0-pthread hyperfine
