using System.CommandLine;
using Surprisal.Cli.Rendering;
using Surprisal.Noise;

namespace Surprisal.Cli.Commands;

/// <summary><c>surprisal noise</c>: which noise models there are, or one in full.</summary>
internal sealed class NoiseVerb : IVerb
{
    private readonly Argument<string?> _name = new("NAME") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    /// <summary>Builds the grammar.</summary>
    public NoiseVerb() => Command = new Command("noise") { _name, _json };

    /// <inheritdoc/>
    public Command Command { get; }

    /// <inheritdoc/>
    public string Help => HelpText.Noise;

    /// <inheritdoc/>
    public Answer Run(ParseResult parsed, Terminal terminal)
    {
        NoiseModel? one = parsed.GetValue(_name) is { } name ? NoiseModels.Get(name) : null;
        if (parsed.GetValue(_json)) return new Answer(NoiseJson.Write(one is null ? NoiseModels.All : [one]));
        return new Answer(one is null ? NoiseList.Write(NoiseModels.All) : NoisePage.Write(one));
    }
}
