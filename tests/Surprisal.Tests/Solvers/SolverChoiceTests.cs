using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;
using Surprisal.Solvers;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Which solver runs, that it says so, and what happens where one that cannot serve is asked for.</summary>
public sealed class SolverChoiceTests
{
    private static readonly Table Cars = Table.ReadCsv(Repository.Sample("cars.csv"));

    [Fact]
    public void Every_solver_is_registered_once()
    {
        IEnumerable<string> existing = typeof(SolverMethod).Assembly.GetTypes().Where(static t => t.IsSubclassOf(typeof(SolverMethod)) && !t.IsAbstract).Select(static t => t.Name);
        Assert.Equal(existing.Order(StringComparer.Ordinal), SolverRegistry.All.Select(static m => m.GetType().Name).Order(StringComparer.Ordinal));
        Assert.Equal(SolverRegistry.Names.Count, SolverRegistry.Names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(SolverRegistry.Names, static name => Assert.Matches("^[a-z]+(-[a-z]+)*$", name));
        Assert.All(SolverRegistry.Names, static name => Assert.NotEqual(string.Empty, SolverRegistry.Describe(name)));
    }

    [Theory]
    [InlineData("gaussian", null, "least-squares")]
    [InlineData("laplace", null, "interior-point")]
    [InlineData("student-t", null, "newton")]
    [InlineData("mixture(gaussian, k=2)", null, "expectation-maximisation")]
    [InlineData("gaussian", "gaussian(sd=1)", "newton")]
    [InlineData("gaussian", "laplace(scale=1)", "proximal-newton")]
    public void The_solver_is_chosen_by_what_it_needs(string noise, string? prior, string solver)
    {
        ModelOptions options = new() { Priors = prior is null ? [] : [PriorRegistry.Parse(prior)] };
        Fit fit = Model.Of(noise, ["dist ~ speed"], options).Fit(Cars);
        Assert.Equal(solver, fit.Certificate.SolverName);
        Assert.False(fit.Certificate.IsAskedFor);
    }

    [Theory]
    [InlineData("gaussian", "newton")]
    [InlineData("mixture(gaussian, k=2)", "newton")]
    public void A_solver_that_is_named_finds_the_same_optimum(string noise, string solver)
    {
        Model model = Model.Of(noise, "dist ~ speed");
        Fit chosen = model.Fit(Cars), named = model.Fit(Cars, new FitOptions { Solver = solver });
        Assert.Equal(solver, named.Certificate.SolverName);
        Assert.True(named.Certificate.IsAskedFor);
        Assert.Equal(FitStatus.Converged, named.Status);
        if (noise.StartsWith("gaussian", StringComparison.Ordinal)) Assert.InRange(Math.Abs(chosen.LogLikelihood!.Value - named.LogLikelihood!.Value), 0, 1e-9);
        else Assert.InRange(named.LogLikelihood!.Value - chosen.LogLikelihood!.Value, double.NegativeInfinity, 1e-9);
    }

    [Theory]
    [InlineData("gaussian", "interior-point", "a surprisal of straight pieces")]
    [InlineData("gaussian", "proximal-newton", "a prior with a kink")]
    [InlineData("gaussian", "expectation-maximisation", "a noise model with components")]
    [InlineData("laplace", "newton", "a smooth surprisal, and that of 'laplace' has kinks")]
    [InlineData("student-t", "least-squares", "noise model gaussian")]
    public void A_solver_that_cannot_serve_is_refused_by_what_is_missing(string noise, string solver, string missing)
    {
        InputException refusal = Assert.Throws<InputException>(() => Model.Of(noise, "dist ~ speed").Fit(Cars, new FitOptions { Solver = solver }));
        Assert.StartsWith($"solver '{solver}' cannot serve here: it needs {missing}", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("solvers that serve: ", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_help_lists_the_solvers()
    {
        string help = CommandRun.Of("fit", "--help").Output;
        Assert.All(SolverRegistry.Names, name => Assert.Contains(name, help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_line_names_solvers()
    {
        string cars = Repository.Sample("cars.csv");
        CommandRun run = CommandRun.Of("fit", cars, "dist ~ speed", "--noise", "gaussian", "--solver", "newton", "--json");
        Assert.Equal(0, run.Status);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement certificate = json.RootElement.GetProperty("certificate");
        Assert.Equal("newton", certificate.GetProperty("solver").GetString());
        Assert.Equal("asked for", certificate.GetProperty("chosen").GetString());
        CommandRun unknown = CommandRun.Of("fit", cars, "dist ~ speed", "--noise", "gaussian", "--solver", "newtn");
        Assert.Equal(2, unknown.Status);
        Assert.Empty(unknown.Output);
        Assert.Contains("unknown solver 'newtn'", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("newton", unknown.Error.Split('\n')[1], StringComparison.Ordinal);
    }
}
