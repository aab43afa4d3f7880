package com.arzani.tokens.demonstration;

/// The words names and texts are put together from. Nobody in particular is meant.
final class Words {
    static final String[] FIRST_NAMES = split("Aaliyah Abigail Adaeze Aidan Aisha Alasdair Alba Alistair Amara Amelie"
            + " Anika Anouk Anton Arjun Arun Astrid Ayumi Bartosz Beatrix Benedict Bethan Bjorn Blessing Bronwen Callum"
            + " Carys Cecily Chidi Chiara Ciaran Clementine Colm Cormac Dafydd Dalia Daria Deirdre Delphine Demelza Dev"
            + " Dimitri Dorothea Ebele Edith Eilidh Eleri Elodie Emeka Emlyn Esme Ewan Farah Fatima Fergus Finlay Fiona"
            + " Florence Freya Gareth Ginevra Giulia Grzegorz Gwen Hamish Harriet Haruto Hester Hugo Ibrahim Ifeoma"
            + " Imogen Ines Ingrid Isla Ivo Jacinta Jasper Jelena Jemima Joao Jonas Joanna Jürgen Kamal Kateryna Keira"
            + " Kenji Kwame Lachlan Leila Leonie Lorcan Lowri Luca Ludovic Magnus Mairi Malik Marguerite Mateusz Maya"
            + " Mehmet Meera Milan Minh Morag Nadia Natasha Neha Niamh Nils Noor Odile Olamide Oleksandr Orla Oscar"
            + " Padraig Paloma Pasquale Phoebe Piotr Priya Rafael Rajan Rashid Renata Rhiannon Rohan Rosalind Ruairi"
            + " Saoirse Sanjay Selma Seren Shanice Sienna Simone Siobhan Sofia Søren Sunita Tamsin Tariq Teodor Thandi"
            + " Theodora Tomasz Ulla Uma Valentin Vera Vikram Wanda Wilfred Xanthe Yasmin Yusuf Zainab Zofia Zoltan");
    static final String[] LAST_NAMES = split("Abernathy Achterberg Adebayo Ainsworth Albright Ashdown Attwater Bagshaw"
            + " Balasubramanian Barraclough Beckwith Bellweather Birtwhistle Blackwood Bramley Brzezina Burntwood"
            + " Calloway Carrington Castellano Chaudhary Chigwell Clutterbuck Copperfield Crabtree Cranmer Dalgleish"
            + " Davenport Desrosiers Dhaliwal Dinglefield Dobrowolski Drinkwater Duckworth Dunmore Eastwick Eckersley"
            + " Edgecombe Ekwueme Elphinstone Fairweather Fanshawe Featherstone Fernsby Figueiredo Fothergill Gallowglass"
            + " Garside Gillingham Goldsworthy Grimshaw Gunasekera Halloran Hargreaves Haverford Heathcote Hollingworth"
            + " Holmstrom Hornblower Ikenna Inglethorpe Jankowski Jarrow Kaczmarek Kellaway Kingsnorth Kowalczyk Krishnan"
            + " Lambkin Larkspur Lindqvist Littlewood Lockhart Lorimer Loxley Macallister Mahajan Mandeville Marchbanks"
            + " Marwood Mbeki-Stone Merriweather Middlemarch Mistry Montague Mukherjee Nakamori Netherfield Nightshade"
            + " Norrington Nwachukwu Oakenshaw Oduya Okonjo Osgood Oyelaran Papadakis Partington Penhaligon Pettigrew"
            + " Pickersgill Pomfret Quayle Quigley Radcliffe Rajagopal Ramsbottom Ravenscroft Redfern Rosenthal Rothwell"
            + " Sandringham Satterthwaite Scarborough Shackleford Shufflebottom Silverstone Skarsgaard Sommerville"
            + " Southgate Stapleton Strickland Szymanski Tattersall Thackeray Thistlewood Thornbury Tolliver Trelawney"
            + " Ubogu Underhill Valderrama Vasquez-Hill Venkatesh Wadsworth Wainscott Weatherby Whitcombe Widdowson"
            + " Wigglesworth Winterbourne Wójcik Woolstencroft Yarborough Yilmaz Zielinski Zimmerli");
    static final String[] PLACES =
            split("Aberdeen,Bath,Belfast,Birmingham,Blackpool,Bournemouth,Bradford,Brighton,Bristol,"
                    + "Cambridge,Canterbury,Cardiff,Carlisle,Cheltenham,Chester,Coventry,Derby,Dundee,Durham,Edinburgh,Exeter,"
                    + "Falmouth,Glasgow,Gloucester,Guildford,Harrogate,Hastings,Hereford,Hull,Inverness,Ipswich,Kendal,Lancaster,"
                    + "Leeds,Leicester,Lincoln,Liverpool,London,Ludlow,Manchester,Margate,Newcastle upon Tyne,Newport,Norwich,"
                    + "Nottingham,Oxford,Penzance,Perth,Plymouth,Portsmouth,Preston,Reading,Salisbury,Scarborough,Sheffield,"
                    + "Shrewsbury,Southampton,St Andrews,Stirling,Stoke-on-Trent,Swansea,Swindon,Taunton,Truro,Whitby,Winchester,"
                    + "Worcester,York");
    static final String[] MANNERS = split("Amber,Anchor,Apple Tree,Ashgrove,Beacon,Bluebell,Bright,Brook,Canal Side,"
            + "Cathedral,Cedar,Chestnut,Cliff Top,Cobble,Copper,Corner,Crescent,Crown,Daisy,Dockside,Dovecote,East Gate,"
            + "Evergreen,Fern,Foxglove,Garden,Golden,Granary,Green Lane,Harbour,Heather,Hedgerow,High Street,Hilltop,"
            + "Honey,Ivy,Juniper,King's,Lakeside,Lantern,Lavender,Lighthouse,Lime Tree,Little,Lock Keeper's,Maple,Market,"
            + "Meadow,Mill,Moorland,Morning,Northern,Oak,Old Town,Orchard,Park,Pebble,Pier,Plum,Poppy,Quay,Queen's,Railway,"
            + "Red Brick,River,Rose,Rowan,Saffron,Sandstone,Seaside,Silver,Skylark,South Gate,Spring,Station,Sunny,Thistle,"
            + "Three Oaks,Tide,Valley,Village,Walnut,West End,White Rose,Wild,Willow,Windmill,Woodland,Yellow Door");
    static final String[] TRADES = split(
            "Bakery:Food and drink,Café:Food and drink,Tea Rooms:Food and drink,"
                    + "Fish Bar:Food and drink,Brewery:Food and drink,Kitchen:Food and drink,Catering:Food and drink,"
                    + "Pizzeria:Food and drink,Guest House:Hotels and leisure,Hotel:Hotels and leisure,Camping:Hotels and leisure,"
                    + "Fitness Studio:Hotels and leisure,Cycle Hire:Hotels and leisure,Bookshop:Retail,Florist:Retail,"
                    + "Garden Centre:Retail,Gift Shop:Retail,Newsagents:Retail,Pharmacy:Retail,Toy Shop:Retail,"
                    + "Vintage Clothing:Retail,Online Store:Online,Web Studio:Online,Marketing:Online,Software:Online,"
                    + "Accountancy:Services,Cleaning Services:Services,Dental Practice:Services,Driving School:Services,"
                    + "Estate Agents:Services,Hair Salon:Services,Laundry:Services,Nursery:Services,Pet Care:Services,"
                    + "Translation:Services,Veterinary Practice:Services,Builders:Trades,Car Repairs:Trades,Carpentry:Trades,"
                    + "Electrical:Trades,Heating and Plumbing:Trades,Joinery:Trades,Landscaping:Trades,Roofing:Trades,"
                    + "Print Works:Manufacturing,Furniture Makers:Manufacturing,Packaging:Manufacturing,Pottery:Manufacturing,"
                    + "Precision Engineering:Manufacturing,Couriers:Transport,Removals:Transport,Taxis:Transport,Haulage:Transport");
    static final String[] MESSAGES = {
        "Is the lease included in the price, and how long does it run?",
        "Could you send me the accounts of the last three years?",
        "I am a cash buyer and can move quickly. When could we talk?",
        "How many staff would stay after the sale?",
        "I would like to visit in the next two weeks.",
        "Why are you selling, and would you stay for a handover?",
        "Is the stock part of the price? Is there any equipment on hire?",
        "What share of the turnover comes from your three largest customers?",
        "Could the freehold be bought as well?",
        "Would you consider a payment over two years?"
    };
    static final String[] TIMEFRAMES = {
        "As soon as possible", "Within 3 months", "Within 6 months", "Within a year", "Just looking"
    };
    static final String[] SEARCHES = {
        "bakery",
        "café london",
        "hotel by the sea",
        "online shop",
        "franchise",
        "dental practice",
        "garage",
        "freehold",
        "florist",
        "under 100k",
        "scotland",
        "nursery",
        "print works",
        "taxi licence",
        "fish and chips"
    };

    private Words() {}

    private static String[] split(String words) {
        return words.split(words.indexOf(',') < 0 ? " " : ",");
    }
}
