using System.Reflection;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>The exemptions that a member declares on itself.</summary>
internal static class Exemptions
{
    /// <summary>The reason why a type is exempt from a law; null where it is not.</summary>
    public static string? Find(Type type, string law) =>
        type.GetCustomAttributes<LawExemptionAttribute>().FirstOrDefault(e => string.Equals(e.Law, law, StringComparison.Ordinal))?.Reason;
}
