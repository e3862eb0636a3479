package topic

import (
	"testing"

	"github.com/dsbuild/dsbuild/convert/topic/codebook"
)

// everyday are texts without policy content that are told in its words: wars with moles,
// treaties between cats, verdicts on cakes. given is what keywords say that cannot know
// better; a line of these may only go.
var everyday = []struct{ name, given, text string }{
	{
		"moles", "",
		"Every spring the moles declare war on our lawn. We have tried a treaty of onions and a wall of bottles. My husband commands the " +
			"defence from the kitchen window. They tunnel under the border at night. The tulips fell first, then the roses. A neighbour offered " +
			"his terrier as an ally. We signed a ceasefire over breakfast and planted more bulbs.",
	},
	{
		"cats", "",
		"The two cats have divided the house between them. The tabby is president of the sofa and the tom governs the kitchen. Elections " +
			"are held at dawn, beside the fridge. There was a coup in March, when the tom seized the basket. Sanctions followed: no tuna for a " +
			"week. Diplomacy has begun, and they now share a windowsill on sunny days.",
	},
	{
		"bake", "12",
		"The bake-off at our village hall was decided by a jury of three grandmothers. The judge cut each pie into equal slices. There was " +
			"a dispute about the pastry, and one baker was accused of using shop butter. She pleaded guilty with a laugh. The prize was a " +
			"wooden spoon, and the sentence was to wash the dishes.",
	},
	{
		"board", "",
		"In this board game each player runs a railway and a bank. You buy stock, pay taxes and trade with your rivals. The market rises " +
			"and falls with a roll of the dice. A round takes an hour. The pieces are wooden and the box is heavy. The rules could be shorter. " +
			"We played it four times and the children asked for more.",
	},
	{
		"videogame", "",
		"You begin the game as a sergeant with a rusty rifle and a map. The first mission is a siege, and your squad must hold a bridge " +
			"until dawn. Tanks arrive in the third wave. The controls are quick and the graphics are pretty. Between battles you repair weapons " +
			"and bake bread. It costs 30 dollars and runs on a modest laptop.",
	},
	{
		"novel", "12",
		"Her third novel begins with a body in a lighthouse. A detective with a limp questions the keeper, the priest and a smuggler. " +
			"Everybody lies. The murder is solved on the last page by a parrot. The author writes short sentences and has an ear for gossip. " +
			"Readers who liked her first book will finish this one in a night.",
	},
	{
		"wedding", "",
		"He is a prosecutor and she teaches fourth grade. They met on a bus that had broken down outside a bakery. The bride wore her " +
			"mother's dress and the groom wore boots. There was a brass band. The cake fell off the table and was eaten anyway. They will live " +
			"above a flower shop with a dog called Admiral.",
	},
	{
		"obit", "",
		"The clockmaker, who has died aged 91, kept the tower clock of the town going for sixty years. He served in the navy as a young man " +
			"and never spoke about it. He climbed 212 steps every Monday. When the bank offered him a digital clock he wound the old one and " +
			"said nothing. He leaves a daughter and nine grandchildren.",
	},
	{
		"knit", "",
		"Our knitting union meets in a former police station. There is tea. Wool is imported from the islands and taxed at one biscuit a " +
			"ball. Last week we voted for a new pattern, a scarf with foxes. Two members abstained. A strike was threatened when the biscuits " +
			"ran out, but a delegation went to the shop.",
	},
	{
		"hike", "21",
		"The trail starts at the old customs house and climbs through beech woods. After an hour you cross the border without noticing. A " +
			"dam holds back a green lake where families swim. Bring water and a hat. There is a hut that serves soup until four. The descent is " +
			"steep, and a bus goes back to the village at six.",
	},
	{
		"tin", "",
		"The museum of toys has a room full of tin soldiers. The oldest was cast in 1788. Children may touch the drums but not the cannon. " +
			"In the next room there are dolls and a rocking horse. The cafe sells gingerbread. It is closed on Mondays.",
	},
	{
		"car", "",
		"The new estate car has a diesel engine and a boot for two dogs. It is quiet on the motorway and thirsty in town. The seats are " +
			"good. Traffic jams are softened by a fine radio. The dashboard has too many buttons. It costs more than the old one and the colour " +
			"green is extra.",
	},
	{
		"gym", "",
		"Ten minutes of skipping burn more than a slow run. Keep your elbows close and land softly. Rest for a minute and begin again. " +
			"Drink water. If your knees hurt, see a doctor before you go on. After a month you can do it with one foot. Music helps, and so " +
			"does a friend.",
	},
	{
		"football", "16",
		"The captain was cleared by the club doctor on Friday and will start against the navy side. The army of visiting fans was told to " +
			"bring umbrellas. Both teams have a strong defence. The referee, a police officer, has shown nine red cards this season. Kick-off " +
			"is at three. The winner plays in the semi-final.",
	},
	{
		"song", "",
		"Her new album has a song about a train strike and another about a prison in the snow. The drums are soft and the guitar is out of " +
			"tune on purpose. She recorded it in a school gym with two cousins. The single is out on Friday. A tour of small theatres begins in " +
			"the spring.",
	},
	{
		"film", "",
		"The film follows a nurse who robs a casino with her three brothers. The police are slow, the jokes are quick. There is a chase " +
			"through a hospital and a fine scene in a laundry. The music swells too often. It runs for 140 minutes and has one good villain. In " +
			"cinemas from Friday.",
	},
	{
		"holiday", "",
		"The hotel stands in the former embassy, between a church and a bank. The rooms are white and the beds are wide. Breakfast is " +
			"served in the garden until eleven. The beach is a short bus ride away. In the evening the waiter plays the piano. Children stay " +
			"free in August.",
	},
	{
		"birds", "",
		"The heron comes at seven and stands in the pond like a general. The ducks keep their distance. I have counted four species since " +
			"Sunday. My camera is old and the light is poor, but I got the kingfisher. There is a bench. On weekends the boys bring bread, " +
			"which is bad for them and loved by them.",
	},
	{
		"phone2", "",
		"To move your photos, open the settings and tap the name of the device. Choose the account, then wait for the bar to turn green. If " +
			"the app crashes, restart the phone. The pictures keep their dates. You can delete the copies later. A cable is faster than the " +
			"network at home.",
	},
	{
		"poker", "15",
		"He drew a queen and lost. Bankers and plumbers sat at the same table. The casino closed at four and everyone went for eggs. The " +
			"champion wore a lucky hat. He has won this cup three times and says that he counts nothing but the chairs.",
	},
}

func TestEverydayWords(t *testing.T) {
	coder := New(codebook.CAP())
	for _, tt := range everyday {
		if topics, _ := coder.Annotate(asText("", "en", tt.text)); topics[0].Code != tt.given {
			t.Errorf("%s: got code %q by %q, want %q", tt.name, topics[0].Code, topics[0].Evidence, tt.given)
		}
	}
}

// decided are texts in which chambers, parties and offices decide on something: the topic
// is what they decide on, and theirs only where that is all there is.
var decided = []struct{ name, code, text string }{
	{
		"tornado", "15",
		"Lawmakers voted on Friday for 400 million dollars of disaster aid to towns hit by the Palmer tornado. Senators of both parties " +
			"spoke of roofs, schools and barns that are gone. The governor toured the damage. Grants go to homeowners and to small shops whose " +
			"insurers refused to pay. The emergency management agency has opened nine offices.",
	},
	{
		"flood", "15",
		"The state senate passed a bill of relief for the flood of May, when the Arden river covered 3,000 houses. The governor will sign " +
			"it on Monday. Victims can ask the emergency agency for a loan without interest. Members of congress from the valley called it too " +
			"little. Insurance pays for a third of the damage.",
	},
	{
		"quake", "15",
		"Parliament approved an emergency fund after the earthquake in Tervo. The prime minister said that the disaster agency would " +
			"rebuild 900 homes by winter. Opposition members complained that the first tents came after a week. Insurers expect claims of two " +
			"billion.",
	},
	{
		"budgetfight", "1",
		"Republicans and Democrats in the Senate could not agree on a budget on Tuesday. The President wants to raise the debt limit and to " +
			"cut taxes for small incomes. Senators of both parties warned that the deficit would grow. The House votes on Thursday. Without a " +
			"budget the federal government cannot borrow after June.",
	},
	{
		"schoolbill", "6",
		"Senators in the state capital passed a bill that gives each school district two more teachers. The governor said he would sign it. " +
			"Republicans had asked for vouchers. Members of the education committee heard parents for nine hours. The Democratic leader called " +
			"it a good day for pupils.",
	},
	{
		"gunlaw", "12",
		"The Senate rejected a bill on background checks for guns. Senators of rural states voted against it, with two Democrats among " +
			"them. The president called the vote a shame. Republicans said that criminals do not ask for permits. Families of the victims of " +
			"the shooting in Marlow watched from the gallery.",
	},
	{
		"health", "3",
		"Governors of nine states asked Congress for money for hospitals. Senators said that Medicaid grows faster than any other part. The " +
			"White House offered a compromise: patients pay a little more and nurses get a raise. Republicans want block grants. A vote is " +
			"expected before the election.",
	},
	{
		"climate", "7",
		"The president signed an order that limits emissions of methane. Senators from gas states said they would go to court. The White " +
			"House said the air would be cleaner for nine million people. Democrats cheered, Republicans left the room. The environment agency " +
			"has a year to write the rules.",
	},
	{
		"farm", "4",
		"Congress began work on the farm bill on Wednesday. Senators from wheat states want higher subsidies. The White House says crop " +
			"insurance is dear enough. Democrats fear for food inspection. The committee votes next week and the President has promised to read " +
			"it.",
	},
	{
		"immig", "9",
		"The House of Representatives voted for a bill that lets young immigrants stay. Senators doubt that it will pass there. The " +
			"President promised to sign. Republicans ask for more border guards first. Governors of two states sent lawmakers a letter about " +
			"asylum seekers.",
	},
	{
		"elect", "20",
		"The governor won a second term on Tuesday with 54 percent of the vote. Her opponent conceded before midnight. Turnout was higher " +
			"than four years ago. Republicans kept the state senate and Democrats won the mayor's office. Voters stood in line until nine.",
	},
	{
		"scandal", "20",
		"A senator who took flights from a lobbyist will face the ethics committee. He says he paid for them. Republicans asked him to " +
			"resign. The inquiry begins in March and will hear eleven aides. The majority leader had no comment.",
	},
}

func TestWhoDecidesIsNoTopic(t *testing.T) {
	coder := New(codebook.CAP())
	for _, tt := range decided {
		if topics, _ := coder.Annotate(asText("", "en", tt.text)); topics[0].Code != tt.code {
			t.Errorf("%s: got code %q by %q, want %q", tt.name, topics[0].Code, topics[0].Evidence, tt.code)
		}
	}
}
