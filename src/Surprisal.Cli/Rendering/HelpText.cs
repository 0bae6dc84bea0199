namespace Surprisal.Cli.Rendering;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>Of the command as a whole.</summary>
    public const string Overview = """
        surprisal: fits noise models to data by maximum likelihood.

        Usage
          surprisal fit DATA FORMULA [FORMULA ...] --noise NOISE [options]
          surprisal noise [NAME] [--json]
          surprisal distribution NOISE [--at Y,...] [--quantile P,...] [--sample N] [--json]
          surprisal explain LOSS|NOISE|FORMULA [--json]
          surprisal path DATA FORMULA [FORMULA ...] --noise NOISE --penalty PENALTY [options]
          surprisal --help | --version

        Commands
          fit      fit a model to a CSV file and print estimates, uncertainty and evidence
          noise    list the noise models, or show one in full
          distribution   a noise model with all its values: density, tails, quantiles, draws
          explain  which noise a loss assumes, which loss a noise model is, and what is no likelihood
          path     the lasso, ridge or elastic net of a model at a falling sequence of strengths

        A loss is the surprisal, -log p(y), of a noise model: say what you believe about the noise, and
        the loss, the fit and its uncertainty follow.

        Examples
          surprisal fit samples/cars.csv "dist ~ speed" --noise gaussian
          surprisal fit samples/cars.csv "dist ~ speed" --noise student-t
          surprisal noise student-t
          surprisal explain "huber(k=1.345)"
          surprisal fit --help

        """;

    /// <summary>Of <c>surprisal fit</c>.</summary>
    public const string Fit = """
        surprisal fit: fit a model to a CSV file by maximum likelihood.

        Usage
          surprisal fit DATA FORMULA [FORMULA ...] --noise NOISE [options]

        Arguments
          DATA       a CSV file with a header line, or - for standard input
          FORMULA    the first has the response:  "y ~ x1 + x2 * group"
                     further ones name a parameter of the noise model:  "sigma ~ x1"
                     a parameter without a formula is one estimated number
          NOISE      a noise model, values in parentheses held fixed:  gaussian, student-t(nu=4), huber(k=1.5)

        Model
          --noise NOISE           the noise model; 'surprisal noise' lists them
          --loss NAME             instead of --noise: the noise model whose loss has this name (mse, huber, log-loss)
          --density TEXT          instead of --noise: a surprisal of your own, an expression of y and parameters (see below)
          --normalise             with --density: add the logarithm of the density's integral, computed numerically
          --link PARAMETER=LINK   another link, for instance --link mu=log; may be repeated
          --weights EXPRESSION    weights of the rows, usually a column
          --weights-kind KIND     frequency (default: a row of weight w counts as w rows) or precision
                                  (its variance is sigma^2/w; gaussian only)
          --offset EXPRESSION     is added to the predictor of the first parameter
          --prior SPEC            what is believed of coefficients; may be repeated, the most specific holds (see below)
          --penalty SPEC          instead of --prior: ridge(0.1), lasso(0.1), elastic-net(0.1, 0.5), or by the data:
                                  ridge(evidence), lasso(cv), lasso(cv, rule=1se), elastic-net(bic, 0.5); which add
                                  lambda (alpha sum |b| + (1 - alpha)/2 sum b^2) to the mean surprisal; a gaussian without a
                                  formula for sigma then has sigma 1 in its objective, the usual sum of squares
          --penalty firth         Firth's penalty (Jeffreys's prior): finite estimates also where columns separate;
                                  bernoulli, binomial, categorical, poisson
          --standardize           priors and penalties are of standardised columns; estimates are of the columns as given
          --quantiles 0.1,0.5,0.9 one fit a level of noise model asymmetric-laplace, which need not be named
          --non-crossing          quantiles that would cross are fitted together, so that none falls below a lower one

        Folds, where a strength is chosen by cv
          --folds NUMBER          how many (default 10); rows are left out fold by fold and scored
          --repeats NUMBER        rows are dealt so many times (default 1)
          --groups COLUMN         rows of equal cells stay in one fold; else classes are spread evenly
          --score log|crps|deviance   what rows left out are scored by: surprisal (default), continuous ranked
                                  probability score, deviance
          --seed NUMBER           of the deal (default 1)

        Data
          --missing drop|fail     rows with missing values: left out and counted (default), or an error
          --na TEXT,TEXT,...      cells that mean missing (default NA, NaN, nan and empty)
          --separator CHARACTER   comma, semicolon or tab is detected; any other is named here (tab for a tab)
          --decimal CHARACTER     the decimal mark of numbers, . (default) or ,
          --levels COLUMN=A,B,C   the levels of a factor in their order, the first being the reference; may be repeated

        Result
          --level NUMBER          the level of intervals (default 0.95)
          --solver NAME           the solver, if not the first that serves: least-squares, interior-point, proximal-newton,
                                  expectation-maximisation, newton, conjugate-gradients
          --covariance KIND       classical (default) or HC0, the sandwich that is right also where the noise model is not;
                                  of quantiles also iid, nid, kernel, or rank, which gives intervals without errors
          --intervals KIND        wald (default) or profile, the profile likelihood's (default with --penalty firth)
          --json                  one JSON object instead of the summary
          --threads NUMBER        the most threads to use (default: all processors); results do not depend on it
          --quiet                 no progress on standard error
          --help, --version

        Formulas
          + - * : ^ ( ) 1 0 .     as in R: main effects, interactions, powers of sums, no intercept, all other columns
          log() exp() sqrt() abs() poly(x,2) I(x^2)     of numeric columns
          C(x), C(x, ref="b")     a factor, its reference
          offset(x)               a term without a coefficient
          successes | trials(n)   the response of a binomial model
          `odd name`              a column whose name is not a word

        Priors
          gaussian(sd=2) laplace(scale=0.5) elastic-net(l1=1, l2=0.5) student-t(nu=3, scale=1) cauchy(scale=1)
          generalised-double-pareto(scale=1, shape=3) group-laplace(scale=1) random-walk(sd=1, order=1)
          non-negative box(lower=0, upper=1) flat         each but groups and walks takes mean=, lower=, upper= too
          gaussian(sd=2)                                  all coefficients of the first formula but the intercept
          sigma:laplace(scale=1)                          those of a parameter (its only number where it has no formula)
          x1:gaussian(sd=1)   "sigma:'x1:x2':gaussian(sd=1)"   a term or one column; in quotes where it has a colon
          "'(Intercept)':gaussian(sd=10)"                 an intercept; intercepts are free unless they are named
          gaussian(auto) student-t(nu=4, scale=auto)      the scale of the largest evidence; laplace(auto) is by cv
          gaussian(cv) laplace(cv) laplace(bic)           by rows left out, or aic, bic, ebic (docs/strength.md)
          weakly-informative                              wide defaults for everything, scaled by the data (docs/priors.md)

        Densities
          "log(2*s) + abs(y - m)/s ; m real, s positive"     -log p(y); parameters: real, positive, probability
          ; ..., y positive       where y is not any number: nonnegative, unit, count, integer, binary, circle
          + - * / ^ exp log log1p expm1 sqrt abs tanh atan sin cos lgamma softplus sigmoid Phi logPhi min max
          if(a < b, c, d) pi e    the density must integrate to 1; what is missing is named

        Examples
          surprisal fit samples/cars.csv "dist ~ speed" --density "log(pi*s) + log1p(((y - m)/s)^2) ; m real, s positive"
          surprisal fit samples/cars.csv "dist ~ speed" --noise student-t
          surprisal fit samples/cars.csv "dist ~ speed" "sigma ~ speed" --noise gaussian
          surprisal fit samples/birthwt.csv "low ~ age + lwt + race" --noise bernoulli --json
          surprisal fit samples/menarche.csv "menarche | trials(total) ~ age" --noise binomial --link mu=probit
          surprisal fit samples/quine.csv "days ~ eth * sex" --noise negative-binomial
          surprisal fit samples/birthwt.csv "low ~ age + lwt + race" --noise bernoulli --penalty "lasso(0.01)" --standardize
          surprisal fit samples/sparse-regression.csv "y ~ ." --noise gaussian --penalty "lasso(cv, rule=1se)"
          surprisal fit samples/birthwt.csv "low ~ age + lwt + race" --noise bernoulli --prior "gaussian(auto)"
          surprisal fit samples/birthwt.csv "bwt ~ lwt" "sigma ~ age" --noise gaussian --prior "gaussian(sd=50)"
          cat samples/cars.csv | surprisal fit - "dist ~ poly(speed, 2)" --loss mse

        Exit status
          0   converged, at a boundary, or an exact fit
          1   the fit ended otherwise; its result is printed, with the reasons
          2   input or usage cannot be used; nothing on standard output, what to mend on standard error
          70  a defect of surprisal
          130 cancelled by Ctrl-C

        """;

    /// <summary>Of <c>surprisal path</c>.</summary>
    public const string Path = """
        surprisal path: fit a penalised model at a falling sequence of strengths.

        Usage
          surprisal path DATA FORMULA [FORMULA ...] --noise NOISE --penalty PENALTY [options]

        At every strength lambda the optimum of
          mean surprisal + lambda * sum f (alpha |b| + (1 - alpha)/2 b^2)
        over the coefficients b of the first formula, the intercept being free. A gaussian without a formula for sigma is
        least squares: sigma = 1 in what is minimised, and the residual sigma is reported.

        Penalty
          --penalty PENALTY       lasso, ridge, or elastic-net(alpha=0.5), alpha being the lasso's share
          --penalised NAME,...    the parameters whose terms are penalised, as in --penalised mu,sigma (default: the first formula's)
          --factor TERM=NUMBER    f of one term (default 1); 0 leaves it free; may be repeated
          --lower NUMBER, --upper NUMBER     bounds of the penalised coefficients; --lower 0 for none that is negative
          --standardize           penalise coefficients as those of columns over their standard deviation
          --lambdas NUMBER        how many strengths (default 100), evenly spaced on a logarithmic scale
          --lambda-min-ratio R    the smallest over the largest (default 1e-4, with no more rows than coefficients 1e-2)
          --lambda L,L,...        the strengths themselves, falling
          --criteria              effective degrees of freedom, and with them aic, bic and ebic, also with a share of ridge

        Choosing a strength
          --folds NUMBER          cross-validate in so many folds: the score of rows left out at every strength, with the
                                  least and the largest strength within a standard error of it (docs/strength.md)
          --repeats NUMBER        rows are dealt so many times (default 1)
          --groups COLUMN         rows of equal cells stay in one fold; else classes are spread evenly
          --score log|crps|deviance   what rows left out are scored by (default log, the surprisal)
          --seed NUMBER           of the deal (default 1)

        Model, data and result
          --noise --loss --density --normalise --link --weights --offset --missing --na --separator --decimal --levels
          --json --threads --quiet     as of 'surprisal fit'

        Examples
          surprisal path samples/sparse-regression.csv "y ~ ." --noise gaussian --penalty lasso --standardize
          surprisal path samples/birthwt.csv "low ~ age + lwt + race + smoke" --noise bernoulli --penalty "elastic-net(alpha=0.5)" --json
          surprisal path samples/sparse-regression.csv "y ~ ." --noise gaussian --penalty lasso --folds 10 --repeats 3

        Exit status
          0   every point is at its optimum
          1   some are not; their certificates say by how much
          2   input or usage cannot be used

        """;

    /// <summary>Of <c>surprisal distribution</c>.</summary>
    public const string Distribution = """
        surprisal distribution: evaluate a noise model at given parameters.

        Usage
          surprisal distribution NOISE [options]

        Arguments
          NOISE      a noise model with a value for every parameter, by name or in order, on the natural scale:
                     "gamma(mu=2, shape=3)", "zero-inflated(poisson(mu=2), zi=0.3)"
                     Classes and responses are numbered from 1, or have the names of the keys:
                     "categorical(0.5, -1)", "ordinal(mu=0, threshold[1]=-1, threshold[2]=1)",
                     "multinomial(0.5, -1, trials=10)", "dirichlet(concentration[sand]=2, concentration[silt]=3)",
                     "multivariate-gaussian(mu[a]=0, mu[b]=1, scale[a]=1, scale[b]=2, cholesky[b,a]=0.5)"

        Options
          --at Y,Y,...        log density, cdf and survival function at responses (--at=-1,2 where the first is negative);
                              of several responses Y,Y;Y,Y: commas between responses, semicolons between rows
          --quantile P,P,...  quantiles of probabilities, where responses have an order
          --link mu=LINK      of ordinal: logit (default), probit or cloglog
          --sample NUMBER     draws
          --seed NUMBER       of the draws (default 1): the same seed gives the same draws on every machine
          --json              one JSON object

        Examples
          surprisal distribution "gamma(mu=2, shape=3)" --at 0.5,1,2 --quantile 0.01,0.5
          surprisal distribution "mixture(gaussian(0, 1), gaussian(4, 0.5), weight[2]=-1)"
          surprisal distribution "truncated(gaussian(0, 1), lower=0)" --sample 5
          surprisal distribution "ordinal(0.3, -1, 1)" --at 1,2,3
          surprisal distribution "joint(gaussian(0, 1), categorical(mu[no]=0, mu[yes]=1))" --at "0.5,yes;2,no"

        """;

    /// <summary>Of <c>surprisal explain</c>.</summary>
    public const string Explain = """
        surprisal explain: which noise a loss assumes, and which loss a noise model is.

        Usage
          surprisal explain LOSS [--json]
          surprisal explain --noise NOISE [--json]

        Arguments
          LOSS       a loss by name, with its numbers:  mse, mae, "huber(k=1.345)", "pinball(tau=0.9)", log-cosh,
                     "binary cross-entropy", "poisson loss", hinge, focal, triplet, infonce, tukey, ...
                     or a formula in the residual r:  "abs(r)^1.5", "1-exp(-r^2/2)", "log1p(r^2)"
                     or a noise model:  student-t(nu=4), "contaminated(gaussian)"

        Options
          --noise NOISE   a noise model, for names that losses have too (huber, cauchy)
          --json          one JSON object

        It says the noise model with its density and normaliser, what is then estimated, the shape of the penalty,
        the influence of a residual, the efficiency relative to the mean under gaussian noise, the gross-error
        sensitivity, and the factor between the loss as it is written and the surprisal. Of a loss that is not the
        -log density of anything it says why, and what it is instead. Numbers are computed from the formula.

        Formulas
          + - * / ^ exp log log1p expm1 sqrt abs tanh atan sin cos lgamma softplus sigmoid Phi logPhi min max
          if(a < b, c, d) pi e    in r, the residual y - mu in units of the scale; constants do not matter

        Examples
          surprisal explain mse
          surprisal explain "huber(k=1.345)"
          surprisal explain "abs(r)^1.5"
          surprisal explain "1-exp(-r^2/2)" --json
          surprisal explain hinge
          surprisal explain --noise "student-t(nu=4)"

        """;

    /// <summary>Of <c>surprisal noise</c>.</summary>
    public const string Noise = """
        surprisal noise: list the noise models, or show one in full.

        Usage
          surprisal noise [NAME] [--json]

        Without NAME every noise model is listed with its parameters, their default links, and the loss
        that it is known by. With NAME its density, parameters, links and examples are shown.

        Examples
          surprisal noise
          surprisal noise student-t
          surprisal noise --json

        """;
}
