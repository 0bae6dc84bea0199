using System.Reflection;
using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Tests.Reference;
using Xunit;

namespace Surprisal.Tests.HouseRules;

/// <summary>Lists kept by hand are held against the types that exist.</summary>
public sealed class RegistryTests
{
    private static readonly Assembly Library = typeof(NoiseModel).Assembly;

    [Fact]
    public void Every_noise_model_is_registered_once() => RequireAll(NoiseModels.All, static n => n.Name);

    [Fact]
    public void Every_combined_noise_model_is_made_by_a_combinator()
    {
        IEnumerable<string> existing = Library.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(CombinedNoise)) && !t.IsAbstract).Select(static t => t.Name);
        IEnumerable<string> made = NoiseCombinators.All.Select(static c => NoiseSpec.Parse(c.Example).Model.GetType().Name);
        Assert.Equal(existing.Order(StringComparer.Ordinal), made.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(NoiseCombinators.All.Count, NoiseCombinators.All.Select(static c => c.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(NoiseCombinators.All, static c => Assert.True(NoiseModels.Find(c.Name) is null && ReferenceEquals(c, NoiseCombinators.Find(c.Name)), c.Name));
        Assert.All(NoiseCombinators.All, static c => Assert.Contains(Fits.Sample.Cases, s => s.Noise.StartsWith($"{c.Name}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_link_is_registered_once() => RequireAll(LinkRegistry.All, static l => l.Name);

    [Fact]
    public void Every_noise_model_has_a_reference_fit()
    {
        string[] families = [.. ReferenceCase.All().Select(static name => ReferenceCase.Read(name).NoiseName)];

        // What no package at hand fits, or not with a scale of its own: the optimum is held against an independent optimiser.
        IEnumerable<string> others = NoiseModels.All.Select(static n => n.Name).Where(n => !families.Contains(n, StringComparer.Ordinal));
        Assert.All(others, static name => Assert.Contains(Fits.Sample.Cases, c => string.Equals(c.Noise, name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_noise_model_has_a_metamorphic_case() =>

        // An optimum on kinks has no gradient and no curvature there: tests/Solvers/Kinks hold those.
        Assert.All(NoiseModels.All.Where(static n => !n.HasKink), static n => Assert.Contains(Fits.Sample.Cases, c => string.Equals(c.Noise, n.Name, StringComparison.Ordinal)));

    [Fact]
    public void Losses_are_known_by_one_name_each()
    {
        string[] losses = [.. NoiseModels.All.SelectMany(static n => n.LossNames)];
        Assert.Equal(losses.Length, losses.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(NoiseModels.All, static n => Assert.All(n.LossNames, loss => Assert.Same(n, NoiseModels.ForLoss(loss))));
    }

    [Fact]
    public void Exceptions_for_input_are_input_exceptions()
    {
        // What user input may cause derives from one class; whatever else is public and an exception would slip through every handler.
        Type[] exceptions = [.. Library.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(Exception)))];
        Assert.NotEmpty(exceptions);
        Assert.All(exceptions, static t => Assert.True(t == typeof(InputException) || t.IsSubclassOf(typeof(InputException)), t.FullName));
    }

    [Fact]
    public void Options_and_results_cannot_be_changed()
    {
        foreach (Type type in Library.GetExportedTypes().Where(static t => t.Namespace is "Surprisal.Fits" or "Surprisal.Models"))
        {
            foreach (PropertyInfo property in type.GetProperties().Where(static p => p.SetMethod is { IsPublic: true }))
                Assert.True(property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)), $"{type.Name}.{property.Name}");
            Assert.DoesNotContain(type.GetFields(), static f => !f.IsInitOnly && !f.IsLiteral && !f.IsSpecialName);
        }
    }

    private static void RequireAll<T>(IReadOnlyList<T> registry, Func<T, string> name)
        where T : class
    {
        // What cannot be made from nothing, a density typed as text for instance, is no member of a list.
        IEnumerable<string> existing = Library.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(T)) && !t.IsAbstract && t.GetConstructor(Type.EmptyTypes) is not null).Select(static t => t.Name);
        string[] missing = [.. existing.Except(registry.Select(static r => r.GetType().Name), StringComparer.Ordinal)];
        Assert.True(missing.Length == 0, $"not in the registry: {string.Join(", ", missing)}");
        Assert.Equal(existing.Order(StringComparer.Ordinal), registry.Select(static r => r.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(registry.Count, registry.Select(name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(registry, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", name(r)));
    }
}
