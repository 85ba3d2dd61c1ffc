namespace MinMo.Conversation.Dialogue;

/// <summary>Names that are written with capitals, in lower case.</summary>
internal static class ProperNouns
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april",
        "june", "july", "august", "september", "october", "november", "december",
        "nano", "christmas", "new year's day", "english", "german", "french", "spanish", "italian", "chinese",
        "russian", "celsius", "fahrenheit",
        "adam", "adams", "alice", "amy", "andrew", "anna", "barbara", "ben", "betty", "bob", "brian", "carol",
        "charles", "charlie", "chris", "clara", "clark", "daniel", "david", "diana", "edward", "ella", "emily",
        "emma", "eric", "eva", "fred", "george", "hannah", "harris", "harry", "helen", "henry", "jack", "jackson",
        "jacob", "james", "jane", "jason", "jennifer", "jessica", "jim", "joe", "john", "jones", "joseph", "julia",
        "kate", "kevin", "laura", "leo", "lewis", "linda", "lisa", "lucas", "lucy", "maria", "martha", "martin",
        "mary", "matthew", "max", "megan", "michael", "mike", "moore", "nancy", "nelson", "nick", "nina", "oliver",
        "olivia", "oscar", "patrick", "paul", "peter", "rachel", "rebecca", "richard", "robert", "ruth", "sam",
        "samuel", "sara", "sarah", "simon", "smith", "sophia", "steve", "susan", "thomas", "tim", "tom", "victoria",
        "walker", "walter", "william", "wilson",
        "accra", "addis ababa", "africa", "america", "amman", "amsterdam", "ankara", "argentina", "asia", "asuncion",
        "athens", "australia", "austria", "baghdad", "bangkok", "beijing", "beirut", "belgium", "belgrade", "berlin",
        "bern", "bogota", "bolivia", "boston", "brasilia", "brazil", "brussels", "bucharest", "budapest",
        "buenos aires", "bulgaria", "cairo", "cambodia", "canada", "canberra", "caracas", "cardiff", "chicago",
        "colombia", "copenhagen", "croatia", "cuba", "cyprus", "dakar", "denmark", "doha", "dublin", "ecuador",
        "edinburgh", "egypt", "england", "ethiopia", "europe", "finland", "france", "germany", "ghana", "greece",
        "hanoi", "havana", "helsinki", "hungary", "iceland", "india", "indonesia", "iran", "iraq", "ireland",
        "islamabad", "israel", "italy", "jakarta", "jamaica", "japan", "jerusalem", "kampala", "kenya", "kiev",
        "kingston", "kuala lumpur", "la paz", "latvia", "lebanon", "lisbon", "lithuania", "london", "luxembourg",
        "madrid", "malaysia", "manila", "mexico", "mexico city", "montevideo", "moscow", "nairobi", "netherlands",
        "new delhi", "new york", "new zealand", "nicosia", "north korea", "norway", "oslo", "ottawa", "pakistan",
        "panama", "panama city", "paraguay", "paris", "peru", "philippines", "phnom penh", "poland", "portugal",
        "pyongyang", "qatar", "quito", "reykjavik", "riga", "riyadh", "romania", "rome", "russia", "santiago",
        "saudi arabia", "scotland", "senegal", "seoul", "serbia", "sofia", "south korea", "spain", "stockholm",
        "sweden", "switzerland", "sydney", "tehran", "texas", "thailand", "tokyo", "tunis", "tunisia", "uganda",
        "ukraine", "united kingdom", "united states", "uruguay", "venezuela", "vienna", "vietnam", "vilnius",
        "wales", "warsaw", "washington", "wellington", "zagreb",
    };

    /// <summary>Whether words of a text, lower case, are a name wherever they stand.</summary>
    public static bool Contains(string words) => Names.Contains(words);

    /// <summary>Months that are words as well.</summary>
    public static bool IsAmbiguousMonth(string word) => word is "may" or "march";

    /// <summary>Places that are words, or names of people, as well.</summary>
    public static bool IsAmbiguousPlace(string word) => word is "turkey" or "china" or "jordan" or "chile" or "lima";
}
