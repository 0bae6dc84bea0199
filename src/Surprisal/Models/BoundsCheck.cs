using System.Globalization;
using Surprisal.Formulas;
using Surprisal.Noise;

namespace Surprisal.Models;

/// <summary>Refuses censored and truncated rows that no noise model could have made.</summary>
internal static class BoundsCheck
{
    /// <summary>Throws unless every censored row has an event of positive length within the support, and every truncated one lies between its bounds.</summary>
    /// <exception cref="InputException">A row does not; the message names it.</exception>
    public static void Require(ResponseColumn column, Observations observations, NoiseModel noise, ModelFrame frame)
    {
        ReadOnlySpan<double> y = observations.Response.Span, censoring = observations.Censoring.Span, upper = observations.CensoringUpper.Span;
        ReadOnlySpan<double> lowest = observations.TruncationLower.Span, highest = observations.TruncationUpper.Span;
        for (int i = 0; i < y.Length; i++)
        {
            double code = censoring.IsEmpty ? 0 : censoring[i];
            if (code != 0) RequireEvent(column, (code, y[i], upper.IsEmpty ? double.PositiveInfinity : upper[i]), noise, frame.Place(i));
            double least = lowest.IsEmpty ? double.NegativeInfinity : lowest[i], greatest = highest.IsEmpty ? double.PositiveInfinity : highest[i];
            RequireInside(column, (code, y[i]), (least, greatest), frame.Place(i));
        }
    }

    private static void RequireEvent(ResponseColumn column, (double Code, double Y, double Upper) row, NoiseModel noise, string place)
    {
        (double least, double greatest) = noise.Support.Ends();
        bool discrete = noise.Support.IsDiscrete();
        if (row.Code == 2 && !(row.Upper > row.Y || (discrete && row.Upper >= row.Y)))
            throw new InputException($"{place}: the interval of '{column.Name}' ends at {Text(row.Upper)}, not above its beginning {Text(row.Y)}", "give the larger number as upper end");
        bool empty = row.Code switch
        {
            1 => discrete ? row.Y > greatest : row.Y >= greatest,
            -1 => discrete ? row.Y < least : row.Y <= least,
            _ => discrete ? row.Upper < least || row.Y > greatest : row.Upper <= least || row.Y >= greatest,
        };
        if (empty)
        {
            throw new InputException(
                $"{place}: '{column.Name}' is censored at {Text(row.Y)}, beyond which a response of '{noise.Name}' cannot lie", $"a response must be {noise.Support.Describe()}");
        }
    }

    private static void RequireInside(ResponseColumn column, (double Code, double Y) row, (double Least, double Greatest) bounds, string place)
    {
        if (!(bounds.Least < bounds.Greatest))
            throw new InputException($"{place}: the truncation bounds {Text(bounds.Least)} and {Text(bounds.Greatest)} leave nothing between them", "give the lower bound first");
        bool outside = row.Code switch
        {
            0 => row.Y < bounds.Least || row.Y > bounds.Greatest,
            1 => row.Y >= bounds.Greatest,
            -1 => row.Y <= bounds.Least,
            _ => row.Y >= bounds.Greatest,
        };
        if (outside)
        {
            throw new InputException(
                $"{place}: '{column.Name}' is {Text(row.Y)}, outside of the bounds {Text(bounds.Least)} and {Text(bounds.Greatest)} within which alone it could be seen",
                "a row that could not have been seen is an error of the data; for values that were cut off use cens()");
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
