#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Cross-entropy is the surprisal of a coin and of a die, without overflow: dotnet run samples/cross-entropy.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

// 1. Binary: -log P(1) = log(1 + exp(-logit)). Written so it overflows; the noise model's softplus is the same number and does not.
double[] logits = [-1000, -10, 0, 10, 1000];
double[] ones = [1, 1, 1, 1, 1];
NoiseEvaluation coin = NoiseEvaluation.Of(new BernoulliNoise(), new NoiseRows(ones, [logits]), order: 1);
Console.WriteLine("y = 1, logit   log(1+exp(-logit))      surprisal    gradient = P(1) - y");
for (int i = 0; i < logits.Length; i++)
{
    double naive = Math.Log(1 + Math.Exp(-logits[i]));
    Console.WriteLine($"{logits[i],12} {naive,20:G7} {coin.Surprisal[i],14:G7} {coin.Gradient(0)[i],22:G7}");
}

// 2. Categorical: P(class) = exp(logit) / sum of exp. The first class is the reference, with logit 0; the others are at 1000 and -1000.
NoiseModel die = new CategoricalNoise().ForLevels(["reference", "likely", "unlikely"]);
NoiseEvaluation classes = NoiseEvaluation.Of(die, new NoiseRows(new double[] { 0, 1, 2 }, [new double[] { 1000 }, new double[] { -1000 }]), order: 1);
double sum = 1 + Math.Exp(1000) + Math.Exp(-1000);
Console.WriteLine();
Console.WriteLine("class       logit   naive -log P(class)   surprisal");
foreach ((int k, string name, double logit) in new[] { (0, "reference", 0.0), (1, "likely", 1000.0), (2, "unlikely", -1000.0) })
    Console.WriteLine($"{name,-9} {logit,7} {-Math.Log(Math.Exp(logit) / sum),21:G7} {classes.Surprisal[k],11:G7}");

// 3. Minimising the mean surprisal is what a classifier's training does: softmax regression on three clouds of points.
Fit fit = Model.Of("categorical", "C(label) ~ x1 + x2").Fit(Table.ReadCsv("samples/three-blobs.csv"));
double nats = -fit.LogLikelihood!.Value / fit.Observations;
Console.WriteLine();
foreach (ParameterFit parameter in fit.Parameters)
    Console.WriteLine($"{parameter.Name}: {string.Join(", ", parameter.Coefficients.Select(c => $"{c.Term} {c.Estimate:F6}"))}");
Console.WriteLine($"cross-entropy {nats:F6} nats = {nats / Math.Log(2):F6} bits a point");
Console.WriteLine($"guessing costs log 3 = {Math.Log(3):F6} nats = {Math.Log2(3):F6} bits");
