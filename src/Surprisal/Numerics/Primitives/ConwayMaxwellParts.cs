using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// log r of the Conway-Maxwell-Poisson distribution with log mean x and log ν y (data 0), or log Σ e^−νD(j) (data 1): relative error some 1e-14 of
/// the value and of all derivatives, where the mean is at most 1e12 and the sums are not too long (<see cref="ConwayMaxwell"/>).
/// </summary>
/// <remarks>
/// By implicit differentiation of E j = mean. In the working values of mean and ν the measure changes by −νD + ν q_y j, so every derivative is one of
/// cumulants of j and D: q_x = mean/(ν Var j), q_y = Cov(j, D)/Var j for q = log r.
/// </remarks>
internal readonly struct ConwayMaxwellParts : IScalarFunction
{
    public static Derivatives2<Lane1> At(double data, double x, double y)
    {
        double nu = Elementary.Exp(y), mean = Elementary.Exp(x);
        ConwayMaxwell c = ConwayMaxwell.OfMean(x, nu);
        double v = c.XX, qx = mean / (nu * v), qy = c.XD / v;
        double changeOfV = nu * ((qy * c.X3) - c.XXD);
        double qxx = qx * (1.0 - (mean * c.X3 / v / v)), qxy = -qx * (1.0 + (changeOfV / v));
        double qyy = (((-nu * c.XDD) + (nu * qy * c.XXD)) / v) - qy - (qy * changeOfV / v);
        if (data == 0.0) return Of(c.LogRate, qx, qy, qxx, qxy, qyy);

        double r = Elementary.Exp(c.LogRate), gap = r - mean;
        double nx = -nu * gap * qx, ny = -nu * (c.Surprisal + (gap * qy));
        double nxx = -nu * ((gap * qxx) + (((r * qx) - mean) * qx));
        double nxy = -nu * ((gap * qx) + (r * qy * qx) + (gap * qxy));
        double changeOfSurprisal = (gap * qy) - (nu * c.DD) + (nu * qy * c.XD);
        double nyy = -nu * (c.Surprisal + changeOfSurprisal + (gap * qy) + (r * qy * qy) + (gap * qyy));
        return Of(c.LogNormaliser, nx, ny, nxx, nxy, nyy);
    }

    private static Derivatives2<Lane1> Of(double value, double x, double y, double xx, double xy, double yy) => new()
    {
        Value = new Lane1(value),
        X = new Lane1(x),
        Y = new Lane1(y),
        XX = new Lane1(xx),
        XY = new Lane1(xy),
        YY = new Lane1(yy),
    };
}
