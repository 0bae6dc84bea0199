using Surprisal.Docs;

// usage: dotnet run --project tools/Surprisal.Docs [FOLDER]; the folder is docs/maths of the tree that it is run in.
string folder = args.Length > 0 ? args[0] : Path.Combine(MathsPages.Root(Environment.CurrentDirectory), "docs", "maths");
Directory.CreateDirectory(folder);
IReadOnlyDictionary<string, string> pages = MathsPages.Write(DocComments.OfLibrary());
foreach (string stale in Directory.EnumerateFiles(folder, "*.md").Where(file => !pages.ContainsKey(Path.GetFileName(file)))) File.Delete(stale);
foreach ((string name, string text) in pages) File.WriteAllText(Path.Combine(folder, name), text);
Console.WriteLine($"{pages.Count} pages in {folder}");
