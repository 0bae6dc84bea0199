using Surprisal.Models;

namespace Surprisal.Solvers;

internal sealed class FirthMethod
{
    public static string? MissingOf(BoundModel bound) => null;
}
