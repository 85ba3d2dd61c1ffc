using System.Text;

namespace MinMo.Models.Chat.Jinja;

/// <summary>A <c>for</c> block.</summary>
internal sealed class JinjaLoop(string[] names, JinjaExpression list, JinjaExpression? filter, JinjaStatement body)
{
    public void Run(JinjaScope scope, StringBuilder output)
    {
        var items = new List<object?>();
        foreach (var item in JinjaValue.Items(list(scope)))
        {
            scope.CountRound();
            if (filter is null || JinjaValue.IsTrue(filter(Bind(scope, item))))
            {
                items.Add(item);
            }
        }

        for (var i = 0; i < items.Count; i++)
        {
            var round = Bind(scope, items[i]);
            round.Set("loop", Describe(items, i));
            body(round, output);
        }
    }

    private JinjaScope Bind(JinjaScope outer, object? item)
    {
        var scope = new JinjaScope(outer);
        if (names.Length == 1)
        {
            scope.Set(names[0], item);
            return scope;
        }

        if (item is not IReadOnlyList<object?> parts || parts.Count != names.Length)
        {
            throw new ChatTemplateException($"an item cannot be taken apart into {names.Length} names");
        }

        for (var i = 0; i < names.Length; i++)
        {
            scope.Set(names[i], parts[i]);
        }

        return scope;
    }

    private static JinjaObject Describe(List<object?> items, int index) => new()
    {
        ["index0"] = (long)index,
        ["index"] = (long)index + 1,
        ["first"] = index == 0,
        ["last"] = index == items.Count - 1,
        ["length"] = (long)items.Count,
        ["previtem"] = index > 0 ? items[index - 1] : JinjaUndefined.Value,
        ["nextitem"] = index + 1 < items.Count ? items[index + 1] : JinjaUndefined.Value,
    };
}
