namespace MinMo.Training.Corpora.Text;

/// <summary>
/// Values of slots by column. A table's first line names its columns, separated by <c>|</c>; the columns of one row
/// belong together: <c>country|capital</c>.
/// </summary>
internal sealed class SlotTables
{
    private readonly Dictionary<string, Table> _byColumn = new(StringComparer.Ordinal);

    public static SlotTables Embedded { get; } = Read();

    /// <summary>The columns of the table that holds a column, and one of its rows; null where no table does.</summary>
    public (string[] Columns, string[] Row)? Draw(string column, Random random)
    {
        if (!_byColumn.TryGetValue(column, out var table))
        {
            return null;
        }
        return (table.Columns, table.Rows[random.Next(table.Rows.Length)]);
    }

    /// <summary>Every value of a column.</summary>
    public IEnumerable<string> Values(string column)
    {
        var table = _byColumn[column];
        var index = Array.IndexOf(table.Columns, column);
        return table.Rows.Select(row => row[index]);
    }

    private static SlotTables Read()
    {
        var tables = new SlotTables();
        foreach (var name in TextResource.Names("tables"))
        {
            var lines = TextResource.Lines(name).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToArray();
            var table = new Table(lines[0], lines[1..]);
            foreach (var column in table.Columns)
            {
                tables._byColumn.Add(column, table);
            }
            if (Array.Find(table.Rows, row => row.Length != table.Columns.Length) is { } broken)
            {
                throw new InvalidDataException($"{name}: '{string.Join('|', broken)}' has not {table.Columns.Length} columns.");
            }
        }
        return tables;
    }

    private sealed record Table(string[] Columns, string[][] Rows);
}
