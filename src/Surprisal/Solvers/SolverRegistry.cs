namespace Surprisal.Solvers;

/// <summary>The solvers that exist, and which of them a fit takes.</summary>
public static class SolverRegistry
{
    /// <summary>The names, in the order in which a fit asks them whether they serve.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(static m => m.Name)];

    /// <summary>All solvers: the more a solver needs, the earlier it is asked.</summary>
    internal static IReadOnlyList<SolverMethod> All { get; } =
        [new FirthMethod(), new LeastSquaresMethod(), new InteriorPointMethod(), new ProximalNewtonMethod(), new ExpectationMaximisationMethod(), new NewtonMethod(), new ConjugateGradientMethod()];

    /// <summary>What a solver does, in a few words.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="InputException">There is no such solver.</exception>
    public static string Describe(string name) => Get(name).Description;

    /// <summary>The solver of that name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    internal static SolverMethod Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal))
            ?? throw new InputException($"unknown solver '{Words.Shorten(name)}'", DidYouMean.Remedy(name, Names, $"the solvers are {string.Join(", ", Names)}")!);
    }

    /// <summary>The solver of a task: the one that is named, else the first that serves.</summary>
    /// <param name="task">A model with its data.</param>
    /// <param name="name">A name; null for the first that serves.</param>
    /// <exception cref="InputException">The solver named does not exist, or does not serve.</exception>
    internal static SolverMethod Choose(SolverTask task, string? name)
    {
        if (name is null) return All.First(m => MissingOf(m, task) is null);
        SolverMethod method = Get(name);
        if (MissingOf(method, task) is not { } missing) return method;
        IEnumerable<string> serving = All.Where(m => MissingOf(m, task) is null).Select(static m => m.Name);
        throw new InputException($"solver '{name}' cannot serve here: it needs {missing}", $"solvers that serve: {string.Join(", ", serving)}; without a name the first of them is taken");
    }

    /// <summary>What a solver lacks in a task; Firth's penalty has a solver of its own.</summary>
    private static string? MissingOf(SolverMethod method, SolverTask task) =>
        task.Bound.Model.Options.Jeffreys && method is not FirthMethod ? "a fit without Firth's penalty" : method.Missing(task);
}
