/** Words of questions that say little of their matter, in Spanish as typed on phones, Portuguese and English. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a al algo ante como con cual cuales cuando cuanta cuantas cuanto cuantos de del desde donde dice dime diga e el ella ellas ellos en " +
    "entre era es esa ese eso esta estan este esto fue fueron ha hacer hago hay hola la las le les lo los me mi mis muy ni nos o para pero por " +
    "porfa favor porque pq q que quien quienes quiere decir se segun ser si sin sobre son su sus te tiene tienen tu tus " +
    "un una uno unos unas usted ud vs xq x k ke y ya yo significa significan explica explique explicame explicar saber quiero " +
    "quisiera puede pueden puedo podria buenas buenos dias tardes noches gracias oye ok cosa rapido jaja entiende entonces " +
    "exactamente leccion tema mas ao aos com foi nao o oque os as um uma do da dos das no na nas em ou para pela pelo quais " +
    "qual quando onde quem sao seu sua " +
    "the an of is are what how does do did in on to and for which who where when why can i you it this that was were be " +
    "by my with from at or not have has your there as if about"
  ).split(" "),
);
