namespace Surprisal.Models;

/// <summary>The order of the sums over levels that a run adds up, and where they go in gradient and curvature. Immutable.</summary>
internal sealed class CodedSums
{
    /// <summary>Numbers of a row that lie one after another are filled up to a multiple of this.</summary>
    public const int Lanes = 8;
    private readonly IReadOnlyList<PredictorParts> _parts;

    /// <summary>Creates the order.</summary>
    /// <param name="parts">The predictors' columns.</param>
    /// <param name="withCurvature">Whether there is room for curvature.</param>
    public CodedSums(IReadOnlyList<PredictorParts> parts, bool withCurvature)
    {
        _parts = parts;
        List<Bins> bins = [];
        List<Cross> crosses = [];
        List<Gradient> gradients = [];
        int gradient = 0, curvature = 0;
        for (int a = 0; a < parts.Count; a++)
        {
            foreach (CodedGroup group in parts[a].Groups)
            {
                gradients.Add(new Gradient(a, group, gradient));
                gradient += group.Count + 1;
            }
        }

        foreach ((int a, int b) in withCurvature ? SumLayout.Pairs(parts.Count) : [])
        {
            foreach (CodedGroup group in parts[a].Groups) AddBins(a, b, a, group, b);
            if (a != b)
            {
                foreach (CodedGroup group in parts[b].Groups) AddBins(a, b, b, group, a);
            }

            for (int g = 0; g < parts[a].Groups.Count; g++)
            {
                for (int h = a == b ? g + 1 : 0; h < parts[b].Groups.Count; h++) AddCross(a, b, parts[a].Groups[g], parts[b].Groups[h]);
            }
        }

        AllBins = bins;
        AllCrosses = crosses;
        AllGradients = gradients;
        GradientLength = gradient;
        CurvatureLength = curvature;

        void AddBins(int a, int b, int own, CodedGroup group, int other)
        {
            int lead = a == b ? 2 : 0, width = lead + parts[other].Count;
            if (width == 0) return;
            int stride = (width + Lanes - 1) / Lanes * Lanes;
            bins.Add(new Bins(a, b, own, group, other, lead, stride, curvature));
            curvature = checked(curvature + (stride * (group.Count + 1)));
        }

        void AddCross(int a, int b, CodedGroup first, CodedGroup second)
        {
            bool isPaired = first.SharesLevels(second);
            int length = isPaired ? first.Count + 1 : checked((first.Count + 1) * (second.Count + 1));
            crosses.Add(new Cross(a, b, first, second, isPaired, curvature));
            curvature = checked(curvature + length);
        }
    }

    /// <summary>Sums of a coding's rows against dense columns.</summary>
    public IReadOnlyList<Bins> AllBins { get; }

    /// <summary>Sums of two codings' rows.</summary>
    public IReadOnlyList<Cross> AllCrosses { get; }

    /// <summary>Sums of slopes.</summary>
    public IReadOnlyList<Gradient> AllGradients { get; }

    /// <summary>How many numbers a pass without curvature adds up.</summary>
    public int GradientLength { get; }

    /// <summary>How many numbers a pass with curvature adds up.</summary>
    public int CurvatureLength { get; }

    /// <summary>How many numbers a pass adds up.</summary>
    public int Length(int order) => order switch { 0 => 0, 1 => GradientLength, _ => CurvatureLength };

    /// <summary>How many numbers an objective with these parts would add up; a double, because there may be too many.</summary>
    public static double LengthOf(IReadOnlyList<PredictorParts> parts)
    {
        double length = 0;
        foreach ((int a, int b) in SumLayout.Pairs(parts.Count))
        {
            length += parts[a].Groups.Sum(g => (g.Count + 1.0) * (parts[b].Count + 2 + Lanes));
            if (a != b) length += parts[b].Groups.Sum(g => (g.Count + 1.0) * (parts[a].Count + 2 + Lanes));
            length += parts[a].Groups.SelectMany(_ => parts[b].Groups, static (g, h) => ReferenceEquals(g, h) ? 0 : g.SharesLevels(h) ? g.Count + 1.0 : (g.Count + 1.0) * (h.Count + 1.0)).Sum() / (a == b ? 2 : 1);
        }

        return length;
    }

    /// <summary>Brings the sums of slopes to their coefficients.</summary>
    public void ReadGradient(ReadOnlySpan<double> sums, double[] gradient)
    {
        foreach (Gradient part in AllGradients)
        {
            for (int k = 0; k < part.Group.Count; k++) gradient[part.Group.Coefficients[k]] = sums[part.Offset + k];
        }
    }

    /// <summary>Brings sums with curvature to their coefficients.</summary>
    public void ReadCurvature(ReadOnlySpan<double> sums, CurvatureShape shape, double[] gradient, double[] curvature)
    {
        foreach (Bins bins in AllBins)
        {
            PredictorParts other = _parts[bins.Other];
            for (int k = 0; k < bins.Group.Count; k++)
            {
                ReadOnlySpan<double> row = sums.Slice(bins.Offset + (k * bins.Stride), bins.Stride);
                int own = bins.Group.Coefficients[k];
                if (bins.Lead > 0)
                {
                    gradient[own] = row[0];
                    shape.Set(curvature, own, own, row[1]);
                }

                for (int j = 0; j < other.Count; j++) shape.Set(curvature, own, other.Coefficients[j], row[bins.Lead + j]);
            }
        }

        foreach (Cross cross in AllCrosses)
        {
            for (int k = 0; k < cross.First.Count; k++)
            {
                int own = cross.First.Coefficients[k];
                if (cross.IsPaired)
                {
                    int slot = cross.Second.SlotOf(cross.First.Levels[k]);
                    if (slot < cross.Second.Count) shape.Set(curvature, own, cross.Second.Coefficients[slot], sums[cross.Offset + k]);
                    continue;
                }

                int row = cross.Offset + (k * (cross.Second.Count + 1));
                for (int h = 0; h < cross.Second.Count; h++) shape.Set(curvature, own, cross.Second.Coefficients[h], sums[row + h]);
            }
        }
    }

    /// <summary>Rows of sums, one a level: with <paramref name="Lead"/> of 2 the slope and the own curvature, then a product with each dense column.</summary>
    /// <param name="Left">The first predictor of the pair whose curvature it is.</param>
    /// <param name="Right">The second.</param>
    /// <param name="Own">Whose coding it is.</param>
    /// <param name="Group">The coding.</param>
    /// <param name="Other">Whose dense columns.</param>
    /// <param name="Lead">Numbers before the products.</param>
    /// <param name="Stride">Numbers a level.</param>
    /// <param name="Offset">Where they begin.</param>
    internal sealed record Bins(int Left, int Right, int Own, CodedGroup Group, int Other, int Lead, int Stride, int Offset);

    /// <summary>Sums of two codings: one a level where they have the same levels, else one a pair of levels.</summary>
    internal sealed record Cross(int Left, int Right, CodedGroup First, CodedGroup Second, bool IsPaired, int Offset);

    /// <summary>Sums of slopes, one a level.</summary>
    internal sealed record Gradient(int Predictor, CodedGroup Group, int Offset);
}
