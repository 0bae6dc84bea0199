using System.Globalization;
using Surprisal.Docs;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.HouseRules;

/// <summary>The pages of maths say what the noise models are, and the doc comments that they are written from are whole.</summary>
public sealed class MathsPageTests
{
    private static readonly DocComments Comments = DocComments.OfLibrary();

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void The_pages_in_the_tree_are_what_the_tool_writes(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            IReadOnlyDictionary<string, string> pages = MathsPages.Write(Comments);
            string folder = Repository.PathOf("docs", "maths");
            Assert.Equal(pages.Keys, Directory.EnumerateFiles(folder).Select(static f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
            Assert.All(pages, page => Assert.True(
                page.Value.Equals(File.ReadAllText(Path.Combine(folder, page.Key)), StringComparison.Ordinal), $"docs/maths/{page.Key} is stale: dotnet run --project tools/Surprisal.Docs"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Remarks_have_their_six_paragraphs_in_order()
    {
        IEnumerable<Type> types = NoiseModels.All.Select(static n => n.GetType()).Concat(NoiseCombinators.All.Select(static c => NoiseSpec.Parse(c.Example).Model.GetType())).Distinct();
        string[] wrong = [.. types.Where(static t => !Comments.Remarks(t).Select(static p => p.Label).SequenceEqual(Remarks.Labels, StringComparer.Ordinal))
            .Select(static t => $"{t.Name}: {string.Join(", ", Comments.Remarks(t).Select(static p => p.Label))}")];
        Assert.True(wrong.Length == 0, $"the paragraphs must be {string.Join(", ", Remarks.Labels)}\n{string.Join('\n', wrong)}");
        Assert.All(types, static t => Assert.All(Comments.Remarks(t), static p => Assert.EndsWith(".", p.Text, StringComparison.Ordinal)));
        Assert.All(types, static t => Assert.NotEmpty(Comments.Summary(t)));
    }

    [Theory]
    [InlineData("gaussian", "(y - mu)^2 / (2 sigma^2) + log sigma")]
    [InlineData("poisson", "-y log mu + mu + log y!")]
    [InlineData("weibull", "-log shape + log scale - (shape - 1) log y + (shape - 1) log scale + (y/scale)^shape")]
    [InlineData("pareto-lomax", "-log shape + log scale + (shape + 1) log(1 + y/scale)")]
    [InlineData("laplace", "|z| + log scale, z = (y - mu)/scale")]
    public void A_loss_is_the_logarithm_of_its_density(string noise, string loss)
    {
        NoiseModel model = NoiseModels.Get(noise);
        Assert.Equal(loss, LossForm.Of(model.Density, model.Parameters.Select(static p => p.Name)));
    }

    [Fact]
    public void What_is_no_product_has_no_loss_form() => Assert.Null(LossForm.Of("a exp(-y) + b", ["a", "b"]));
}
