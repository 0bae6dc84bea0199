using System.Globalization;
using System.Text;
using Surprisal.Data;
using Xunit;

namespace Surprisal.Tests.Data;

public class CsvPropertyTests
{
    private static readonly string[] s_pieces = ["a", "B", "é", "\U0001F600", ",", ";", "\t", "\"", "\n", "\r\n", " ", "1", ".", "-", "NA", "x"];

    [Fact]
    public void A_written_table_reads_back_equal()
    {
        Random random = new(99);
        for (int round = 0; round < 3000; round++)
        {
            int rows = random.Next(1, 12), columns = random.Next(1, 6);
            List<Column> made = [];
            for (int j = 0; j < columns; j++) made.Add(RandomColumn(random, $"c{j}{Piece(random)}", rows));
            Table table = new(made);
            char separator = ",;\t|"[random.Next(4)];
            char mark = separator != ',' && random.Next(2) == 0 ? ',' : '.';
            byte[] csv = Write(table, separator, mark, random);
            Table back = Csv.Read(csv, new CsvOptions { Separator = separator, DecimalMark = mark, Threads = random.Next(1, 4), ParallelFrom = random.Next(2) * 100_000 });
            Csv.AssertSame(table, back);
        }
    }

    [Fact]
    public void Only_table_exceptions_come_out_of_mutated_texts()
    {
        string[] seeds = [
            "a,b,c\n1,x,TRUE\n2.5,\"y, \"\"z\"\"\",false\nNA,,\n", "a;b\r\n1,5;\"two\r\nlines\"\r\n2,5;x\r\n", "\uFEFFx\ty\n1e5\tInf\n-3\tNaN\n",
            "\"\",y\n\"1\",2\n\"2\",3\n", "x\n1\n2\n3\n"];
        byte[] alphabet = [.. "\",;\t\n\r 0159.eE+-NaTinfxé\0\uFEFF"u8, 0xFF, 0xC3, 0xE2, 0x80];
        Random random = new(5);
        int read = 0, refused = 0;
        for (int i = 0; i < 60_000; i++)
        {
            List<byte> bytes = [.. Encoding.UTF8.GetBytes(seeds[i % seeds.Length])];
            for (int change = random.Next(1, 7); change > 0; change--)
            {
                int at = random.Next(bytes.Count + 1);
                byte other = alphabet[random.Next(alphabet.Length)];
                int kind = random.Next(4);
                if (kind == 0 || at == bytes.Count) bytes.Insert(at, other);
                else if (kind == 1) bytes.RemoveAt(at);
                else if (kind == 2) bytes[at] = other;
                else bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(12)));
            }

            CsvOptions options = i % 3 == 0
                ? new CsvOptions { DecimalMark = ',' }
                : i % 50 == 1 ? new CsvOptions { Threads = 2, ParallelFrom = 0 } : new CsvOptions();
            try
            {
                Table table = Csv.Read([.. bytes], options);
                Assert.True(table.RowCount > 0);
                Assert.All(table.Columns, column => Assert.Equal(table.RowCount, column.RowCount));
                read++;
                foreach (Column column in table.Columns) table.Use(column.Name);
            }
            catch (TableException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.False(string.IsNullOrEmpty(e.Remedy));
                refused++;
            }
        }

        Assert.True(read > 10_000, $"{read} read");
        Assert.True(refused > 10_000, $"{refused} refused");
    }

    private static string Piece(Random random) => s_pieces[random.Next(4)];

    private static Column RandomColumn(Random random, string name, int rows)
    {
        bool[] missing = [.. Enumerable.Range(0, rows).Select(_ => random.Next(5) == 0)];
        switch (random.Next(3))
        {
            case 0:
                return new NumberColumn(name, Enumerable.Range(0, rows).Select(i => missing[i] ? double.NaN : RandomNumber(random)).ToArray());
            case 1 when !missing[0]:
                return new BooleanColumn(name, Enumerable.Range(0, rows).Select(i => missing[i] ? (sbyte)-1 : (sbyte)random.Next(2)).ToArray());
            default:
                // The first cell keeps the column text.
                string?[] texts = [.. Enumerable.Range(0, rows).Select(i => missing[i] && i > 0 ? null : "w" + string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => s_pieces[random.Next(s_pieces.Length)])))];
                return Table.From(texts).Text(name, text => text).Build().Columns[0];
        }
    }

    private static double RandomNumber(Random random) => random.Next(4) switch
    {
        0 => random.Next(-5, 6),
        1 => random.NextDouble() - 0.5,
        2 => double.PositiveInfinity,
        _ => BitConverter.Int64BitsToDouble(random.NextInt64(0x7FE0000000000000)),
    };

    private static byte[] Write(Table table, char separator, char mark, Random random)
    {
        StringBuilder text = new(random.Next(3) == 0 ? "\uFEFF" : "");
        string end = random.Next(2) == 0 ? "\n" : "\r\n";
        text.AppendJoin(separator, table.Columns.Select(column => Cell(column.Name))).Append(end);
        for (int i = 0; i < table.RowCount; i++)
            text.AppendJoin(separator, table.Columns.Select(column => Cell(Show(column, i, mark, random)))).Append(i == table.RowCount - 1 && random.Next(2) == 0 ? "" : end);
        return Encoding.UTF8.GetBytes(text.ToString());

        string Cell(string cell) => random.Next(4) == 0 || cell.Any(c => c is '"' or '\r' or '\n' or ' ' || c == separator)
            ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : cell;
    }

    private static string Show(Column column, int row, char mark, Random random)
    {
        if (column.IsMissing(row)) return random.Next(2) == 0 ? "NA" : "NaN";
        return column switch
        {
            NumberColumn numbers => numbers.Values.Span[row].ToString("R", CultureInfo.InvariantCulture).Replace('.', mark),
            BooleanColumn truths => truths.Cells.Span[row] == 1 ? "TRUE" : "FALSE",
            TextColumn texts => texts.Levels[texts.Codes.Span[row]],
            _ => throw new InvalidOperationException(),
        };
    }
}
