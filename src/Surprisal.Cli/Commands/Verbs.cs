using System.CommandLine;
using System.CommandLine.Parsing;
using Surprisal.Cli.Rendering;

namespace Surprisal.Cli.Commands;

/// <summary>All verbs, and what belongs to none of them: <c>--help</c>, <c>--version</c>, errors of usage.</summary>
internal sealed class Verbs
{
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly RootCommand _root = new("Fits noise models to data.");
    private readonly Option<bool> _help = new("--help", "-h", "-?") { Recursive = true, Arity = ArgumentArity.Zero };
    private readonly Option<bool> _version = new("--version") { Recursive = true, Arity = ArgumentArity.Zero };
    private readonly IReadOnlyList<IVerb> _verbs = [new FitVerb(), new NoiseVerb(), new DistributionVerb(), new ExplainVerb(), new PathVerb()];

    /// <summary>Builds the grammar.</summary>
    public Verbs()
    {
        _root.Options.Clear();
        _root.Directives.Clear();
        _root.Add(_help);
        _root.Add(_version);
        foreach (IVerb verb in _verbs) _root.Add(verb.Command);
    }

    /// <summary>Parses and runs a command line.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="terminal">Where it reads, and shows progress.</param>
    /// <exception cref="InputException">The command line, or what it names, cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public Answer Run(IReadOnlyList<string> args, Terminal terminal)
    {
        if (args.Count == 0) throw new UsageException("no command given", "say 'surprisal fit DATA FORMULA --noise NOISE', or 'surprisal --help'");
        ParseResult parsed = _root.Parse(args, Parsing);
        IVerb? verb = _verbs.FirstOrDefault(v => v.Command == parsed.CommandResult.Command);
        UnknownOptions.Refuse(parsed, [.. verb?.Command.Options ?? [], .. _root.Options]);
        if (parsed.GetValue(_help)) return new Answer(verb is null ? HelpText.Overview : verb.Help);
        if (parsed.GetValue(_version)) return new Answer($"surprisal {typeof(Verbs).Assembly.GetName().Version!.ToString(3)}\n");
        if (verb is null) throw NoVerb(args[0]);
        if (parsed.Errors.Count > 0) throw Misuse(verb, parsed.Errors[0]);
        return verb.Run(parsed, terminal);
    }

    private UsageException NoVerb(string word)
    {
        string[] names = [.. _verbs.Select(v => v.Command.Name)];
        string known = $"the commands are {string.Join(", ", names)}; see 'surprisal --help'";
        return word.StartsWith('-') ? new UsageException("no command given", known) : new UsageException($"unknown command '{word}'", DidYouMean.Remedy(word, names, known)!);
    }

    private static UsageException Misuse(IVerb verb, ParseError error)
    {
        string name = verb.Command.Name;
        string remedy = $"see 'surprisal {name} --help'";
        return error.SymbolResult switch
        {
            OptionResult { Option: { } option, Tokens.Count: 0 } => new($"option '{option.Name}' has no value", remedy),
            OptionResult { Option: { } option } when option.Arity.MaximumNumberOfValues == 1 => new($"option '{option.Name}' is given more than once", "give it once"),
            ArgumentResult { Tokens.Count: 0, Argument: { } argument } => new($"{name}: {argument.Name} is missing", remedy),
            _ => new($"{name}: {char.ToLowerInvariant(error.Message[0])}{error.Message[1..].TrimEnd('.')}", remedy),
        };
    }
}
